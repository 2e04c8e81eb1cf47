package dev.crossover.targets.spanner;

import com.google.cloud.spanner.InstanceConfigId;
import com.google.cloud.spanner.InstanceId;
import com.google.cloud.spanner.InstanceInfo;
import dev.crossover.platforms.local.SpannerEmulatorProcess;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A Spanner emulator that serves every test of a JVM; each test makes a database of its own. */
public final class TestSpanner {
  private static final String PROJECT = "test-project";
  private static final String INSTANCE = "test-instance";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestSpanner() {}

  /** The emulator, started by the first caller and ended with the JVM. */
  private static final class Shared {
    static final SpannerEmulatorProcess EMULATOR = start();

    private static SpannerEmulatorProcess start() {
      SpannerEmulatorProcess emulator =
          SpannerEmulatorProcess.start(Path.of("target", "spanner-emulator.log"));
      Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
      try (SpannerDatabase target =
          SpannerDatabase.open(PROJECT, INSTANCE, "unused", Optional.of(emulator.host()))) {
        target
            .spanner()
            .getInstanceAdminClient()
            .createInstance(
                InstanceInfo.newBuilder(InstanceId.of(PROJECT, INSTANCE))
                    .setInstanceConfigId(InstanceConfigId.of(PROJECT, "emulator-config"))
                    .setDisplayName("test")
                    .setNodeCount(1)
                    .build())
            .get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
      return emulator;
    }
  }

  /** The emulator's {@code host:port}. */
  public static String emulatorHost() {
    return Shared.EMULATOR.host();
  }

  /** An empty new database with these tables; the test closes it. */
  public static SpannerDatabase create(List<String> ddl) {
    String name = "db-" + DATABASES.incrementAndGet();
    SpannerDatabase target =
        SpannerDatabase.open(PROJECT, INSTANCE, name, Optional.of(emulatorHost()));
    try {
      target.admin().createDatabase(INSTANCE, name, ddl).get();
      return target;
    } catch (InterruptedException | ExecutionException e) {
      target.close();
      throw new IllegalStateException(e);
    }
  }
}
