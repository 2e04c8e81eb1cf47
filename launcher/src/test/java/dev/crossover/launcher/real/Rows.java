package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.launcher.real.RealMigration.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The rows that are moved in these tests, and how a migration of them ends well. */
final class Rows {
  static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title varchar(1000) NOT NULL);
      CREATE TABLE track (id int PRIMARY KEY, album int NOT NULL,
        FOREIGN KEY (album) REFERENCES album (id));
      INSERT INTO album WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s
        WHERE n < 50) SELECT n, concat('album ', n) FROM s;
      INSERT INTO track WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s
        WHERE n < 100) SELECT n, 1 + mod(n, 50) FROM s;
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(200);

  private Rows() {}

  static void requireDone(Answer answer) {
    assertThat(answer.exit()).as(answer.message()).isEqualTo(ExitCode.DONE);
  }

  /** Gives the commands that are left, each until it ends well, as a person would. */
  static void requireSwitched(RealMigration migration) {
    if (migration.phase() != Phase.SWITCHED) {
      again(migration::run);
      again(migration::verify);
      again(migration::cutOver);
    }
    assertThat(migration.phase()).isEqualTo(Phase.SWITCHED);
  }

  /** Gives a command until it ends well, as a person would. */
  static void again(Supplier<Answer> command) {
    AtomicReference<Answer> last = new AtomicReference<>();
    await(
        () -> {
          Answer answer = command.get();
          assertThat(answer.exit()).as(answer.message()).isNotEqualTo(ExitCode.BUG);
          last.set(answer);
          return answer.done();
        },
        () -> String.valueOf(last.get()));
  }

  /**
   * @param seen what is told if it does not come to that
   */
  static void await(BooleanSupplier condition, Supplier<String> seen) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(seen.get()).isLessThan(deadline);
      Timing.real().pause(LOOK);
    }
  }

  /** Both sides have the same rows, and every one that the source had said it has. */
  static void requireEqual(MovedSource.Opened source, String target, Application application) {
    assertThat(BothSides.everythingInTheTarget(source, target))
        .isEqualTo(BothSides.everything(source));
    assertThat(application.acknowledged()).as(application.refusal()).isNotEmpty();
    assertThat(Set.copyOf(BothSides.target(target, "SELECT CAST(id AS STRING) FROM track")))
        .containsAll(application.acknowledged().stream().map(String::valueOf).toList());
  }

  /** The rows of one table with such a key, in the target. */
  static List<String> inTheTarget(RealMigration migration, int track) {
    return BothSides.target(
        migration.target(), "SELECT CAST(album AS STRING) FROM track WHERE id = " + track);
  }
}
