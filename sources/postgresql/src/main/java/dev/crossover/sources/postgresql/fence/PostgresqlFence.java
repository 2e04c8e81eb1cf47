package dev.crossover.sources.postgresql.fence;

import static dev.crossover.sources.postgresql.sql.Identifiers.quoted;
import static dev.crossover.sources.postgresql.sql.Statements.execute;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.StaleFenceException;
import dev.crossover.sources.postgresql.fence.PostgresqlFenceRecord.Privilege;
import dev.crossover.sources.postgresql.fence.PostgresqlFenceRecord.Role;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fence in PostgreSQL: the closed roles may not log in, and nobody may write to the moved
 * tables, their owner included.
 *
 * <p>The table {@code crossover.fence} changes in the same transaction as the rights do. So there
 * is either the fence with its record, or neither, whenever a process or a connection dies.
 */
public final class PostgresqlFence implements Fence {
  private final PostgresqlDatabase source;
  private final List<TableName> moved;
  private final List<String> applicationRoles;

  /**
   * @param moved the tables that are moved
   * @param applicationRoles the roles that the application uses, by the settings
   */
  public PostgresqlFence(
      PostgresqlDatabase source, List<TableName> moved, List<String> applicationRoles) {
    this.source = source;
    this.moved = List.copyOf(moved);
    this.applicationRoles = List.copyOf(applicationRoles);
  }

  @Override
  public Optional<Raised> raised() {
    return Statements.rollBack(source, "read whether the source is fenced", FenceRow::read)
        .flatMap(row -> row.record().map(record -> new Raised(row.epoch(), row.target(), record)));
  }

  @Override
  public Optional<String> givingBack() {
    Optional<PostgresqlFenceRecord> up =
        raised().map(Raised::record).map(PostgresqlFenceRecord::parse);
    return up.map(
        record ->
            Statements.rollBack(
                source,
                "read what the fence took",
                connection ->
                    "BEGIN;\n" + RestoreScript.script(connection, record) + ";\nCOMMIT;\n"));
  }

  @Override
  public FencePlan look() {
    return Statements.rollBack(
        source,
        "read what a fence would close",
        connection -> {
          Optional<FenceRow> state = FenceRow.read(connection);
          if (state.flatMap(FenceRow::record).isPresent()) {
            throw new SourceException(
                "the source is fenced already, at epoch "
                    + state.get().epoch()
                    + "; un-fence it first, its record is in crossover.fence");
          }
          return FencedObjects.read(connection, moved, applicationRoles)
              .of(state.map(FenceRow::migration).orElse(""))
              .toPlan();
        });
  }

  @Override
  public String raise(long epoch, String target, FenceRecord record) {
    PostgresqlFenceRecord closed = PostgresqlFenceRecord.parse(record);
    Statements.commit(
        source,
        "fence the source",
        connection -> {
          FenceRow state = requireOwn(FenceRow.lock(connection), closed);
          if (state.epoch() >= epoch) {
            refuseUnlessUp(state, epoch, record);
            return null;
          }
          if (state.record().isPresent()) {
            throw new SourceException(
                "an earlier fence is still up, at epoch "
                    + state.epoch()
                    + "; un-fence it first, its record is in crossover.fence");
          }
          FenceRow.write(connection, epoch, target, Optional.of(record));
          execute(connection, closing(closed));
          return null;
        });
    new ClosedSessions(source).end(closed.roles().stream().map(Role::name).toList());
    return closed.closed();
  }

  /**
   * Nothing is made here: a raise that comes after its migration was given up must find nothing.
   */
  private static FenceRow requireOwn(Optional<FenceRow> state, PostgresqlFenceRecord closed) {
    return state
        .filter(row -> row.migration().equals(closed.migration()))
        .orElseThrow(
            () ->
                new SourceException(
                    "the source's record of epochs, crossover.fence, is not there or is that of"
                        + " another migration: this one was given up meanwhile; look at crossover"
                        + " status"));
  }

  private static void refuseUnlessUp(FenceRow state, long epoch, FenceRecord record) {
    if (state.epoch() > epoch || !state.record().equals(Optional.of(record))) {
      throw new StaleFenceException(epoch, state.epoch());
    }
  }

  @Override
  public void lower(long epoch, FenceRecord record) {
    Statements.commit(
        source,
        "un-fence the source",
        connection -> {
          Optional<FenceRow> state = FenceRow.lock(connection);
          if (state.isPresent()
              && (state.get().epoch() > epoch || isOfAnotherMigration(state.get(), record))) {
            throw new StaleFenceException(epoch, state.get().epoch());
          }
          // Without a row nobody knows whether the fence is up; giving back twice does no harm.
          Optional<FenceRecord> up = state.isEmpty() ? Optional.of(record) : state.get().record();
          if (up.isPresent()) {
            execute(
                connection,
                RestoreScript.script(connection, PostgresqlFenceRecord.parse(up.get())));
          }
          if (state.isPresent()) {
            FenceRow.write(connection, epoch, "", Optional.empty());
          }
          return null;
        });
  }

  private static boolean isOfAnotherMigration(FenceRow state, FenceRecord record) {
    return !state.migration().equals(PostgresqlFenceRecord.parse(record).migration());
  }

  @Override
  public void seal(long epoch, FenceRecord record) {
    Statements.commit(
        source,
        "seal the fence of the source",
        connection -> {
          Optional<FenceRow> state = FenceRow.lock(connection);
          long last = state.map(FenceRow::epoch).orElse(-1L);
          if (last > epoch || !state.flatMap(FenceRow::record).equals(Optional.of(record))) {
            throw new StaleFenceException(epoch, last);
          }
          FenceRow.seal(connection);
          return null;
        });
  }

  @Override
  public boolean lowerUnsealed() {
    return Statements.commit(
        source,
        "un-fence the source",
        connection -> {
          if (FenceRow.read(connection).isEmpty()) {
            return false;
          }
          Optional<FenceRow> state = FenceRow.lock(connection).filter(up -> !up.sealed());
          Optional<FenceRecord> record = state.flatMap(FenceRow::record);
          if (record.isPresent()) {
            execute(
                connection,
                RestoreScript.script(connection, PostgresqlFenceRecord.parse(record.get())));
            FenceRow.write(connection, state.get().epoch(), "", Optional.empty());
          }
          return record.isPresent();
        });
  }

  @Override
  public List<String> leaks(FenceRecord record) {
    return new Canary(source).leaks(PostgresqlFenceRecord.parse(record));
  }

  /**
   * Raises and lowers the fence in a transaction that is rolled back, so nobody sees it.
   *
   * @return what the fence would not stop; empty if it would hold
   * @throws SourceException if Crossover's user may not fence
   */
  List<String> rehearse() {
    return Statements.rollBack(
        source,
        "rehearse the fence; Crossover's user must be a superuser, or have CREATEROLE and be a"
            + " member (with ADMIN OPTION from PostgreSQL 16 on) of the application's roles and of"
            + " the tables' owners",
        connection -> {
          FenceRow.make(connection);
          PostgresqlFenceRecord record = FencedObjects.read(connection, moved, applicationRoles);
          execute(connection, closing(record));
          List<String> leaks = Canary.leaks(connection, record);
          execute(connection, RestoreScript.script(connection, record));
          return leaks;
        });
  }

  /** One statement per object; CASCADE takes along what grantees have granted on. */
  private static String closing(PostgresqlFenceRecord record) {
    Map<TableName, List<Privilege>> byObject =
        record.privileges().stream()
            .collect(groupingBy(Privilege::object, LinkedHashMap::new, toList()));
    List<String> statements = new ArrayList<>();
    byObject.forEach((object, privileges) -> statements.add(revocation(object, privileges)));
    record.roles().stream()
        .filter(Role::login)
        .forEach(role -> statements.add("ALTER ROLE " + quoted(role.name()) + " NOLOGIN"));
    return String.join(";\n", statements);
  }

  private static String revocation(TableName object, List<Privilege> privileges) {
    String kind = privileges.get(0).kind();
    return "REVOKE "
        + (kind.equals("TABLE") ? "INSERT, UPDATE, DELETE, TRUNCATE" : "USAGE, UPDATE")
        + " ON "
        + kind
        + " "
        + quoted(object)
        + " FROM "
        + privileges.stream()
            .map(privilege -> RestoreScript.grantee(privilege.grantee()))
            .distinct()
            .collect(joining(", "))
        + " CASCADE";
  }
}
