package dev.crossover.targets.spanner.client;

import com.google.cloud.NoCredentials;
import com.google.cloud.spanner.DatabaseAdminClient;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.DatabaseId;
import com.google.cloud.spanner.Spanner;
import com.google.cloud.spanner.SpannerOptions;
import java.util.Optional;

/**
 * An open connection to the Spanner database that is filled. Safe for many threads; the caller
 * closes it.
 */
public final class SpannerDatabase implements AutoCloseable {
  private final Spanner spanner;
  private final DatabaseId id;

  private SpannerDatabase(Spanner spanner, DatabaseId id) {
    this.spanner = spanner;
    this.id = id;
  }

  /**
   * @param emulatorHost {@code host:port} of an emulator; empty for the real service
   */
  public static SpannerDatabase open(
      String project, String instance, String database, Optional<String> emulatorHost) {
    SpannerOptions.Builder options = SpannerOptions.newBuilder().setProjectId(project);
    if (emulatorHost.isPresent()) {
      // Without an environment of its own the client sends metrics of an emulator to the real
      // monitoring service.
      SpannerOptions.useEnvironment(new SpannerOptions.SpannerEnvironment() {});
    }
    emulatorHost.ifPresent(
        host ->
            options
                .setEmulatorHost(host)
                .setCredentials(NoCredentials.getInstance())
                // They go to Cloud Monitoring, which knows nothing of an emulator.
                .setBuiltInMetricsEnabled(false));
    return new SpannerDatabase(
        options.build().getService(), DatabaseId.of(project, instance, database));
  }

  public DatabaseId id() {
    return id;
  }

  /** Reads and writes rows. */
  public DatabaseClient client() {
    return spanner.getDatabaseClient(id);
  }

  /** Changes the schema. */
  public DatabaseAdminClient admin() {
    return spanner.getDatabaseAdminClient();
  }

  /** The whole client, for what is not about this database alone. */
  public Spanner spanner() {
    return spanner;
  }

  @Override
  public void close() {
    spanner.close();
  }
}
