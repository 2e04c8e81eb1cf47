package dev.crossover.platforms.googlecloud.client;

import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretPayload;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.SecretStore;
import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.zip.CRC32C;

/** Google's Secret Manager. A secret is read whenever it is asked for, and kept nowhere. */
public final class SecretManager implements SecretStore {
  private static final RetrySettings RETRIES =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(200))
          .setRetryDelayMultiplier(2)
          .setMaxRetryDelayDuration(Duration.ofSeconds(5))
          .setInitialRpcTimeoutDuration(Duration.ofSeconds(10))
          .setMaxRpcTimeoutDuration(Duration.ofSeconds(10))
          .setTotalTimeoutDuration(Duration.ofSeconds(30))
          .build();

  private final ServiceAddress address;
  private final RetrySettings retries;

  public SecretManager(ServiceAddress address) {
    this(address, RETRIES);
  }

  SecretManager(ServiceAddress address, RetrySettings retries) {
    this.address = address;
    this.retries = retries;
  }

  /** Without the line end that a file or a pipe leaves after it. */
  @Override
  public String read(String version) {
    try (SecretManagerServiceClient client = SecretManagerServiceClient.create(settings())) {
      SecretPayload payload = client.accessSecretVersion(version).getPayload();
      requireWhole(version, payload);
      return payload.getData().toStringUtf8().replaceFirst("\\R\\z", "");
    } catch (ApiException e) {
      throw refused(version, e);
    } catch (IOException e) {
      throw new ExternalToolException(
          "cannot read the secret %s: %s; check the credentials of this machine"
              .formatted(version, e.getMessage()),
          e);
    }
  }

  private SecretManagerServiceSettings settings() throws IOException {
    SecretManagerServiceSettings.Builder settings =
        address.grpc(SecretManagerServiceSettings.newBuilder());
    settings
        .accessSecretVersionSettings()
        .setRetryableCodes(
            Set.of(
                StatusCode.Code.UNAVAILABLE,
                StatusCode.Code.DEADLINE_EXCEEDED,
                StatusCode.Code.RESOURCE_EXHAUSTED))
        .setRetrySettings(retries);
    return settings.build();
  }

  private static void requireWhole(String version, SecretPayload payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload.getData().asReadOnlyByteBuffer());
    if (payload.hasDataCrc32C() && payload.getDataCrc32C() != checksum.getValue()) {
      throw new ExternalToolException(
          "the secret %s was damaged on its way: its checksum is another; run the command again"
              .formatted(version));
    }
  }

  private static CrossoverException refused(String version, ApiException e) {
    String failure =
        "cannot read the secret %s: %s; "
            .formatted(version, e.getMessage().replaceAll("\\s+", " "));
    return switch (e.getStatusCode().getCode()) {
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          new SettingsException(
              failure + "grant the account that runs this roles/secretmanager.secretAccessor on it",
              e);
      case NOT_FOUND ->
          new SettingsException(failure + "name a secret and a version that there are", e);
      case FAILED_PRECONDITION ->
          new SettingsException(failure + "enable the version, or name one that is enabled", e);
      default -> new ExternalToolException(failure + "run the command again when it answers", e);
    };
  }
}
