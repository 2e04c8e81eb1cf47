package dev.crossover.sources.mysql.fence;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.StaleFenceException;
import dev.crossover.sources.mysql.fence.MysqlFenceRecord.Account;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fence in MySQL: the application's accounts are locked, and their sessions ended; events stop;
 * and a server that has nothing but what is moved is made read-only.
 *
 * <p>A statement about accounts commits by itself, so the record and what it records cannot change
 * in one transaction. The record comes first and goes last: where there is none, nothing is closed.
 * One connection does it all under a lock of the server that ends with the connection, so nobody
 * can go on closing after somebody else has opened.
 */
public final class MysqlFence implements Fence {
  private final MysqlDatabase source;
  private final List<TableName> moved;
  private final List<String> users;

  /**
   * @param moved the tables that are moved
   * @param users the users that the application has, by the settings
   */
  public MysqlFence(MysqlDatabase source, List<TableName> moved, List<String> users) {
    this.source = source;
    this.moved = List.copyOf(moved);
    this.users = List.copyOf(users);
  }

  private Optional<MysqlFenceRow> row() {
    return MysqlStatements.run(source, "read whether the source is fenced", MysqlFenceRow::read);
  }

  @Override
  public Optional<Raised> raised() {
    return row()
        .flatMap(row -> row.record().map(record -> new Raised(row.epoch(), row.target(), record)));
  }

  @Override
  public Optional<String> givingBack() {
    return raised()
        .map(up -> String.join(";\n", MysqlFenceRecord.parse(up.record()).opening()) + ";\n");
  }

  @Override
  public FencePlan look() {
    return MysqlStatements.run(
        source,
        "read what a fence would close",
        connection -> {
          Optional<MysqlFenceRow> row = MysqlFenceRow.read(connection);
          if (row.flatMap(MysqlFenceRow::record).isPresent()) {
            throw new SourceException(
                "the source is fenced already, at epoch %d; un-fence it first, its record is in crossover.fence"
                    .formatted(row.get().epoch()));
          }
          return closing(connection, row.map(MysqlFenceRow::migration).orElse("")).toPlan();
        });
  }

  private MysqlFenceRecord closing(Connection connection, String migration) throws SQLException {
    boolean keeps = WholeServer.keepsSettings(connection);
    return new MysqlFenceRecord(
        migration,
        MysqlAccounts.read(connection, users),
        WholeServer.canStopEvents(connection),
        WholeServer.canBeReadOnly(
            connection, moved.stream().map(TableName::schema).distinct().toList()),
        keeps,
        keeps ? WholeServer.keptSettings(connection) : Map.of());
  }

  /**
   * Who and what would go on writing inside the fence, one sentence each. Administrators are not
   * among them.
   */
  public List<String> unstopped() {
    return MysqlStatements.run(
        source,
        "read who may write to the source",
        connection -> Unstopped.in(connection, moved, closing(connection, "")));
  }

  /**
   * Who and what would write again if the server were started again inside the fence, one sentence
   * each: a server that cannot keep a setting begins with neither of the fence's two.
   */
  public List<String> openedByARestart() {
    return MysqlStatements.run(
        source,
        "read what a restart of the source would open",
        connection -> Unstopped.afterARestart(connection, moved, closing(connection, "")));
  }

  @Override
  public String raise(long epoch, String target, FenceRecord record) {
    MysqlFenceRecord closed = MysqlFenceRecord.parse(record);
    return FenceLock.alone(
        source,
        "fence the source",
        connection -> {
          MysqlFenceRow row = requireOwn(MysqlFenceRow.read(connection), closed);
          if (row.epoch() >= epoch) {
            refuseUnlessUp(row, epoch, record);
          } else if (row.record().isPresent()) {
            throw new SourceException(
                "an earlier fence is still up, at epoch %d; un-fence it first, its record is in crossover.fence"
                    .formatted(row.epoch()));
          } else {
            MysqlFenceRow.write(connection, epoch, target, Optional.of(record));
          }
          executeAll(connection, closed.shutting());
          MysqlAccounts.endSessions(connection, closed.accounts());
          executeAll(connection, closed.closing());
          return closed.closed();
        });
  }

  private static void executeAll(Connection connection, List<String> statements)
      throws SQLException {
    for (String statement : statements) {
      MysqlStatements.execute(connection, statement);
    }
  }

  /**
   * Nothing is made here: a raise that comes after its migration was given up must find nothing.
   */
  private static MysqlFenceRow requireOwn(Optional<MysqlFenceRow> row, MysqlFenceRecord closed) {
    return row.filter(present -> present.migration().equals(closed.migration()))
        .orElseThrow(
            () ->
                new SourceException(
                    "the source's record of epochs, crossover.fence, is not there or is that of"
                        + " another migration: this one was given up meanwhile; look at crossover"
                        + " status"));
  }

  private static void refuseUnlessUp(MysqlFenceRow row, long epoch, FenceRecord record) {
    if (row.epoch() > epoch || !row.record().equals(Optional.of(record))) {
      throw new StaleFenceException(epoch, row.epoch());
    }
  }

  @Override
  public void lower(long epoch, FenceRecord record) {
    FenceLock.alone(
        source,
        "un-fence the source",
        connection -> {
          Optional<MysqlFenceRow> row = MysqlFenceRow.read(connection);
          if (row.isPresent()
              && (row.get().epoch() > epoch || isOfAnotherMigration(row.get(), record))) {
            throw new StaleFenceException(epoch, row.get().epoch());
          }
          // Without a row nobody knows whether the fence is up; giving back twice does no harm.
          Optional<FenceRecord> up = row.isEmpty() ? Optional.of(record) : row.get().record();
          giveBack(connection, up);
          if (row.isPresent()) {
            MysqlFenceRow.write(connection, epoch, "", Optional.empty());
          }
          return null;
        });
  }

  private static boolean isOfAnotherMigration(MysqlFenceRow row, FenceRecord record) {
    return !row.migration().equals(MysqlFenceRecord.parse(record).migration());
  }

  private static void giveBack(Connection connection, Optional<FenceRecord> up)
      throws SQLException {
    if (up.isPresent()) {
      executeAll(connection, MysqlFenceRecord.parse(up.get()).opening());
    }
  }

  @Override
  public void seal(long epoch, FenceRecord record) {
    FenceLock.alone(
        source,
        "seal the fence of the source",
        connection -> {
          Optional<MysqlFenceRow> row = MysqlFenceRow.read(connection);
          long last = row.map(MysqlFenceRow::epoch).orElse(-1L);
          if (last > epoch || !row.flatMap(MysqlFenceRow::record).equals(Optional.of(record))) {
            throw new StaleFenceException(epoch, last);
          }
          requireClosed(connection, MysqlFenceRecord.parse(record));
          MysqlFenceRow.seal(connection);
          return null;
        });
  }

  /**
   * A server that was started again is open in part, and an account may have been given rights; the
   * proof of the fence was before that.
   */
  private void requireClosed(Connection connection, MysqlFenceRecord closed) throws SQLException {
    List<String> open = new ArrayList<>(open(connection, closed));
    open.addAll(Unstopped.in(connection, moved, closed));
    if (!open.isEmpty()) {
      throw new SourceException(
          "the fence was opened after it was proved, as the start of a server or a new account"
              + " does: "
              + String.join("; ", open));
    }
  }

  /** What is open that the fence has closed, one sentence each. */
  private static List<String> open(Connection connection, MysqlFenceRecord closed)
      throws SQLException {
    List<String> open = new ArrayList<>(openAccounts(connection, closed.accounts()));
    if (closed.events() && WholeServer.runsEvents(connection)) {
      open.add("the event scheduler runs");
    }
    if (closed.server() && !WholeServer.isReadOnly(connection)) {
      open.add("the server is not read-only");
    }
    return open;
  }

  @Override
  public boolean lowerUnsealed() {
    if (raised().isEmpty()) {
      return false;
    }
    return FenceLock.alone(
        source,
        "un-fence the source",
        connection -> {
          Optional<MysqlFenceRow> row =
              MysqlFenceRow.read(connection).filter(up -> !up.sealed() && up.record().isPresent());
          if (row.isPresent()) {
            giveBack(connection, row.get().record());
            MysqlFenceRow.write(connection, row.get().epoch(), "", Optional.empty());
          }
          return row.isPresent();
        });
  }

  @Override
  public List<String> leaks(FenceRecord record) {
    MysqlFenceRecord closed = MysqlFenceRecord.parse(record);
    return MysqlStatements.run(
        source,
        "try the fence",
        connection -> {
          List<String> leaks = new ArrayList<>(open(connection, closed));
          MysqlCanary canary = new MysqlCanary(source);
          leaks.addAll(canary.logIn(connection));
          if (closed.server()) {
            leaks.addAll(canary.write(connection, moved));
          }
          leaks.addAll(Unstopped.in(connection, moved, closed));
          return leaks;
        });
  }

  private static List<String> openAccounts(Connection connection, List<Account> closed)
      throws SQLException {
    List<String> leaks = new ArrayList<>();
    for (Account account :
        MysqlAccounts.read(connection, closed.stream().map(Account::user).toList())) {
      if (!account.locked()) {
        leaks.add(account.quoted() + " may log in");
      }
    }
    for (long session : MysqlAccounts.sessions(connection, closed)) {
      leaks.add("session " + session + " of a closed account goes on");
    }
    return leaks;
  }
}
