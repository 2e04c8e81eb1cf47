package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TablePatterns;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;
import java.util.Optional;

/**
 * Every update and delete in the log says which row it was, and every update carries the whole new
 * row. PostgreSQL leaves a long value that did not change out of the log, unless the table has
 * {@code REPLICA IDENTITY FULL}.
 */
public final class ReplicaIdentity implements Check {
  // Changes of a partition are logged with the identity of the partition, not of its root.
  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), rn.nspname || '.' || r.relname,
             c.relreplident, c.reltoastrelid <> 0,
             EXISTS (SELECT 1 FROM pg_index i
                     WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate),
             EXISTS (SELECT 1 FROM pg_index i
                     WHERE i.indrelid = c.oid AND i.indisprimary AND i.indisreplident)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
        JOIN pg_namespace rn ON rn.oid = r.relnamespace
       WHERE rn.nspname = ANY (?) AND c.relkind = 'r'
       ORDER BY 1
      """;

  /**
   * @param identity {@code d} the key, {@code f} the whole row, {@code i} an index, {@code n}
   *     nothing
   * @param toast whether values may be stored apart from their row
   * @param key whether it has a primary key that is checked at once
   * @param keyIsIndex whether the index of identity {@code i} is the primary key's
   */
  private record Table(
      String quoted, String root, String identity, boolean toast, boolean key, boolean keyIsIndex) {

    Optional<String> problem() {
      return switch (identity) {
        case "f" -> Optional.empty();
        case "n" -> Optional.of("logs no key for updates and deletes");
        case "i" ->
            keyIsIndex
                ? longValues()
                : Optional.of("logs the columns of an index that is not its primary key");
        default ->
            key ? longValues() : Optional.of("has no primary key that its changes could name");
      };
    }

    private Optional<String> longValues() {
      return toast
          ? Optional.of("may leave long values that did not change out of its updates")
          : Optional.empty();
    }

    String repair() {
      return "ALTER TABLE %s REPLICA IDENTITY %s;"
          .formatted(quoted, toast || !key ? "FULL" : "DEFAULT");
    }
  }

  private final PostgresqlDatabase source;
  private final List<String> schemas;
  private final TablePatterns excluded;

  /**
   * @param excluded {@code schema.table} patterns of tables that are not moved
   */
  public ReplicaIdentity(PostgresqlDatabase source, List<String> schemas, List<String> excluded) {
    this.source = source;
    this.schemas = List.copyOf(schemas);
    this.excluded = new TablePatterns(excluded);
  }

  @Override
  public String name() {
    return "replica-identity";
  }

  @Override
  public List<Finding> look() {
    List<Table> tables =
        new PostgresqlQuery(source, "the replica identities")
            .list(
                TABLES,
                row ->
                    new Table(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getBoolean(6)),
                schemas);
    List<Finding> findings =
        tables.stream()
            .filter(table -> !excluded.match(table.root()))
            .flatMap(
                table ->
                    table.problem().stream()
                        .map(
                            problem ->
                                Finding.fail(this, table.quoted() + " " + problem, table.repair())))
            .toList();
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "every table logs its changes in full"))
        : findings;
  }
}
