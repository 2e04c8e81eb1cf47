package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.BreakableServer;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.launcher.real.RealMigration.Answer;
import dev.crossover.sources.postgresql.TestProxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The source is stopped, cut off, slow or stands still, at one moment of a migration after the
 * other. What a command does not finish, the next one goes on with. Where the source does not
 * answer until the command has ended, whatever the reason, the moments are shared out among the
 * reasons, and where it ends with the command also among the sources: each costs the time that
 * un-fencing is tried for.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(names = {"POSTGRESQL", "MYSQL"})
class SourceFaultsIT {
  @TempDir private static Path data;
  private static BreakableServer server;

  @Parameter private MovedSource kind;
  @TempDir private Path folder;
  private TestProxy network;
  private MovedSource.Opened source;
  private Application application;
  private RealMigration migration;

  @BeforeParameterizedClassInvocation
  static void startServer(MovedSource kind) {
    server = kind.server(data);
  }

  @AfterParameterizedClassInvocation
  static void endServer() {
    server.close();
  }

  @BeforeEach
  void begin() {
    network = TestProxy.to(server.port());
    source = kind.open(server, Rows.TABLES);
    application = Application.start(source);
    migration = new RealMigration(folder, source, network.port());
  }

  @AfterEach
  void end() {
    SourceFault.end(server, network);
    application.close();
    network.close();
    source.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source crashes, and is started after the command has ended",
      moment = "bulk load, gates, catch-up, seal and after the journal, one after the other",
      outcome =
          "the command says so; the source is un-fenced when it can be reached; the next command"
              + " goes on; nothing after the journal needs the source",
      sourceClosed = Fault.UNTIL_REACHED,
      rowsLost = Fault.RowsLost.NONE)
  void aSourceThatIsStoppedIsMovedAllTheSame() {
    strikeAtEvery(
        SourceFault.STOPPED,
        EnumSet.of(Moment.BULK_LOAD, Moment.CATCH_UP, Moment.AFTER_JOURNAL),
        EnumSet.of(Moment.GATES, Moment.SEAL, Moment.AFTER_JOURNAL));
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source crashes, and is back at once",
      moment = "bulk load, fence, drain, verification in the fence and un-fencing",
      outcome =
          "the command goes on, or says what failed and has un-fenced; the next command goes on",
      sourceClosed = Fault.UNTIL_REACHED,
      rowsLost = Fault.RowsLost.NONE)
  void aSourceThatIsRestartedIsMovedAllTheSame() {
    Set<Moment> all =
        EnumSet.of(
            Moment.BULK_LOAD,
            Moment.FENCE,
            Moment.DRAIN,
            Moment.VERIFICATION_IN_FENCE,
            Moment.UNFENCING);
    strikeAtEvery(SourceFault.RESTARTED, all, all);
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source is blackholed until the command has ended",
      moment =
          "online verification, fence, verification in the fence, un-fencing and after the journal,"
              + " one after the other",
      outcome =
          "the command says so; the source is un-fenced when it can be reached; the next command"
              + " goes on; nothing after the journal needs the source",
      sourceClosed = Fault.UNTIL_REACHED,
      rowsLost = Fault.RowsLost.NONE)
  void aSourceThatIsCutOffIsMovedAllTheSame() {
    strikeAtEvery(
        SourceFault.CUT_OFF,
        EnumSet.of(Moment.VERIFICATION, Moment.FENCE, Moment.AFTER_JOURNAL),
        EnumSet.of(
            Moment.VERIFICATION,
            Moment.VERIFICATION_IN_FENCE,
            Moment.UNFENCING,
            Moment.AFTER_JOURNAL));
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "SIGSTOP of every process of the source until the command has ended",
      moment = "live apply, drain, last look and after the journal, one after the other",
      outcome =
          "the command says so; the source is un-fenced when it can be reached; the next command"
              + " goes on; nothing after the journal needs the source",
      sourceClosed = Fault.UNTIL_REACHED,
      rowsLost = Fault.RowsLost.NONE)
  void aSourceThatStandsStillIsMovedAllTheSame() {
    strikeAtEvery(
        SourceFault.STANDS_STILL,
        EnumSet.of(Moment.LIVE_APPLY, Moment.LAST_LOOK, Moment.AFTER_JOURNAL),
        EnumSet.of(Moment.LIVE_APPLY, Moment.DRAIN, Moment.AFTER_JOURNAL));
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "every piece to and from the source takes 15 ms more",
      moment = "a whole migration",
      outcome = "every command ends well",
      rowsLost = Fault.RowsLost.NONE)
  void aSlowSourceIsMovedWithoutASingleFailure() {
    SourceFault.SLOW.strike(server, network);
    Rows.requireDone(migration.run());
    Rows.requireDone(migration.verify());
    Rows.requireDone(migration.cutOver());
    requireEverythingMoved();
  }

  private void strikeAtEvery(SourceFault fault, Set<Moment> inPostgresql, Set<Moment> inMysql) {
    for (Moment moment : kind == MovedSource.POSTGRESQL ? inPostgresql : inMysql) {
      if (migration.phase() != Phase.SWITCHED) {
        strikeAt(moment, fault);
      }
    }
    requireEverythingMoved();
  }

  private void strikeAt(Moment moment, SourceFault fault) {
    approach(moment);
    Answer answer = moment.reach(migration, () -> fault.strike(server, network));
    // The command may have seen a server end before the end of that.
    Rows.await(migration.calls::areOver, () -> moment + ": " + answer);
    SourceFault.end(server, network);
    if (!moment.isBeforeJournal()) {
      Rows.requireDone(answer);
    } else if (!answer.done()) {
      assertThat(answer.exit()).as(moment + ": " + answer).isNotEqualTo(ExitCode.BUG);
      assertThat(answer.message()).as(moment.name()).isNotBlank();
      application.awaitWrites();
    }
  }

  /** A verification is given again also when the one before it has passed: it becomes old. */
  private void approach(Moment moment) {
    if (moment.compareTo(Moment.LIVE_APPLY) > 0) {
      Rows.again(migration::run);
    }
    if (moment.compareTo(Moment.VERIFICATION) > 0) {
      Rows.again(migration::verify);
    }
  }

  private void requireEverythingMoved() {
    Rows.requireSwitched(migration);
    application.close();
    Rows.requireEqual(source, migration.target(), application);
    Rows.requireDone(migration.cleanUp(false));
  }
}
