package dev.crossover.targets.spanner.client;

import com.google.api.core.ApiFunction;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.spanner.DatabaseAdminClient;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.DatabaseId;
import com.google.cloud.spanner.Spanner;
import com.google.cloud.spanner.SpannerOptions;
import com.google.cloud.spanner.spi.v1.SpannerInterceptorProvider;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * An open connection to the Spanner database that is filled. Safe for many threads; the caller
 * closes it.
 */
public final class SpannerDatabase implements AutoCloseable {
  private static final ThreadFactory WATCH =
      work -> {
        Thread thread = new Thread(work, "spanner-answers");
        thread.setDaemon(true);
        return thread;
      };

  private final Spanner spanner;
  private final DatabaseId id;
  private final ScheduledExecutorService timer;

  private SpannerDatabase(Spanner spanner, DatabaseId id, ScheduledExecutorService timer) {
    this.spanner = spanner;
    this.id = id;
    this.timer = timer;
  }

  /**
   * @param emulatorHost {@code host:port} of an emulator; empty for the real service
   */
  public static SpannerDatabase open(
      String project, String instance, String database, Optional<String> emulatorHost) {
    return open(DatabaseId.of(project, instance, database), emulatorHost, CallLimits.STANDARD);
  }

  /**
   * @param emulatorHost {@code host:port} of an emulator; empty for the real service
   * @param limits of every call
   */
  public static SpannerDatabase open(
      DatabaseId database, Optional<String> emulatorHost, CallLimits limits) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(WATCH);
    SpannerOptions.Builder options =
        SpannerOptions.newBuilder().setProjectId(database.getInstanceId().getProject());
    limit(options, limits);
    options.setInterceptorProvider(
        SpannerInterceptorProvider.createDefault()
            .with(new AnswerWatch(limits, timer, System::nanoTime)));
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
    return new SpannerDatabase(options.build().getService(), database, timer);
  }

  /** The client would go on with a request that fails for an hour. */
  private static void limit(SpannerOptions.Builder options, CallLimits limits) {
    ApiFunction<UnaryCallSettings.Builder<?, ?>, Void> limited =
        call -> {
          call.setRetrySettings(
              call.getRetrySettings().toBuilder()
                  .setInitialRpcTimeoutDuration(limits.call())
                  .setMaxRpcTimeoutDuration(limits.call())
                  .setTotalTimeoutDuration(limits.call())
                  .build());
          return null;
        };
    options.getSpannerStubSettingsBuilder().applyToAllUnaryMethods(limited);
    options.getInstanceAdminStubSettingsBuilder().applyToAllUnaryMethods(limited);
    options.getDatabaseAdminStubSettingsBuilder().applyToAllUnaryMethods(limited);
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
    timer.shutdownNow();
    spanner.close();
  }
}
