package dev.crossover.platforms.googlecloud.files;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.time.Duration;

/** Makes clients of Cloud Storage. */
public final class StorageService {
  private static final RetrySettings RETRIES =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(200))
          .setRetryDelayMultiplier(2)
          .setMaxRetryDelayDuration(Duration.ofSeconds(10))
          .setTotalTimeoutDuration(Duration.ofMinutes(1))
          .build();

  private StorageService() {}

  /**
   * A client, safe for many threads.
   *
   * @param project that it works in; never looked up in the environment
   */
  public static Storage open(ServiceAddress address, String project) {
    return open(address, project, RETRIES);
  }

  /**
   * Every call is tried again, whatever it does: {@link CloudStorageBucket} makes none that is not
   * safe to repeat.
   */
  static Storage open(ServiceAddress address, String project, RetrySettings retries) {
    HttpStorageOptions.Builder options =
        StorageOptions.http()
            .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy());
    options.setProjectId(project);
    options.setRetrySettings(retries);
    address.url().ifPresent(options::setHost);
    if (address.isPlain()) {
      options.setCredentials(NoCredentials.getInstance());
    }
    return options.build().getService();
  }
}
