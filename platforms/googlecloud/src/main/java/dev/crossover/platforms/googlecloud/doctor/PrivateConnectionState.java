package dev.crossover.platforms.googlecloud.doctor;

import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.datastream.v1.DatastreamClient;
import com.google.cloud.datastream.v1.DatastreamSettings;
import com.google.cloud.datastream.v1.PrivateConnection;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Datastream's private connection to the source's network stands.
 *
 * @param path the connection's; empty if settings have none
 */
record PrivateConnectionState(Optional<String> path, ServiceAddress datastream) implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String DEPLOY = "`crossover deploy --phase capture` makes it";

  @Override
  public String name() {
    return "private-connection";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        path.map(this::look)
            .orElseGet(() -> Finding.pass(this, "none: the stream comes over public addresses")));
  }

  private Finding look(String connection) {
    try (DatastreamClient client = DatastreamClient.create(settings())) {
      return judge(client.getPrivateConnection(connection));
    } catch (NotFoundException e) {
      return Finding.warning(this, connection + " is not there yet", DEPLOY);
    } catch (ApiException e) {
      return Finding.unknown(
          this,
          "cannot ask for %s: %s".formatted(connection, e.getMessage()),
          "it needs datastream.privateConnections.get, and the API datastream enabled");
    } catch (IOException e) {
      return Finding.unknown(
          this,
          "cannot ask for %s: %s".formatted(connection, e.getMessage()),
          "run `gcloud auth application-default login`");
    }
  }

  /** Somebody waits for the answer, who can ask again. */
  private DatastreamSettings settings() throws IOException {
    DatastreamSettings.Builder settings = datastream.grpc(DatastreamSettings.newBuilder());
    settings
        .getPrivateConnectionSettings()
        .setRetrySettings(
            RetrySettings.newBuilder()
                .setInitialRpcTimeoutDuration(PATIENCE)
                .setMaxRpcTimeoutDuration(PATIENCE)
                .setTotalTimeoutDuration(PATIENCE)
                .build());
    return settings.build();
  }

  Finding judge(PrivateConnection connection) {
    String seen = connection.getName() + " is " + connection.getState();
    return switch (connection.getState()) {
      case CREATED -> Finding.pass(this, seen);
      case CREATING -> Finding.warning(this, seen, "wait until it is CREATED");
      default ->
          Finding.fail(
              this,
              seen + ": " + connection.getError().getMessage(),
              "repair what it says, delete it, then deploy again");
    };
  }
}
