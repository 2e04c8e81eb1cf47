package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every update and delete in the log says which row it was, and every update carries the whole new
 * row. PostgreSQL leaves a long value that did not change out of the log, unless the table has
 * {@code REPLICA IDENTITY FULL}.
 *
 * <p>That a table has no primary key is the schema's finding; here it only counts that one whose
 * key is yet to come will log its changes in full.
 */
public final class ReplicaIdentity implements Check {
  // Changes of a partition are logged with the identity of the partition, not of its root.
  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), rn.nspname || '.' || r.relname,
             c.relreplident, c.reltoastrelid <> 0,
             EXISTS (SELECT 1 FROM pg_index i
                     WHERE i.indrelid = c.oid AND i.indisprimary AND NOT i.indimmediate),
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
   * @param lateKey whether it has a primary key that is checked only at the end of a transaction
   * @param keyIsIndex whether the index of identity {@code i} is the primary key's
   */
  private record Table(
      String quoted, String identity, boolean toast, boolean lateKey, boolean keyIsIndex) {

    Optional<String> problem() {
      return switch (identity) {
        case "f" -> Optional.empty();
        case "n" -> Optional.of("log no key for updates and deletes");
        case "i" ->
            keyIsIndex
                ? longValues()
                : Optional.of("log the columns of an index that is not the primary key");
        default ->
            lateKey
                ? Optional.of("have a DEFERRABLE primary key, which the log leaves out")
                : longValues();
      };
    }

    private Optional<String> longValues() {
      return toast
          ? Optional.of("may leave long values that did not change out of updates")
          : Optional.empty();
    }

    String repair() {
      return "ALTER TABLE %s REPLICA IDENTITY %s;"
          .formatted(quoted, toast || lateKey ? "FULL" : "DEFAULT");
    }
  }

  private final MovedTables tables;

  public ReplicaIdentity(MovedTables tables) {
    this.tables = tables;
  }

  @Override
  public String name() {
    return "replica-identity";
  }

  /** One finding with one script, however many tables need it. */
  @Override
  public List<Finding> look() {
    List<Table> wrong =
        tables
            .list(
                "the replica identities",
                TABLES,
                row ->
                    new Table(
                        row.getString(1),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getBoolean(6)))
            .stream()
            .filter(table -> table.problem().isPresent())
            .toList();
    return List.of(
        wrong.isEmpty()
            ? Finding.pass(this, "every table logs its changes in full")
            : Finding.fail(
                this,
                observed(wrong),
                MovedTables.script(wrong.stream().map(Table::repair).toList())));
  }

  private static String observed(List<Table> wrong) {
    Map<String, List<String>> byProblem =
        wrong.stream()
            .collect(
                Collectors.groupingBy(
                    table -> table.problem().orElseThrow(),
                    LinkedHashMap::new,
                    Collectors.mapping(Table::quoted, Collectors.toList())));
    return byProblem.entrySet().stream()
        .map(
            problem ->
                "%d tables %s: %s"
                    .formatted(
                        problem.getValue().size(),
                        problem.getKey(),
                        MovedTables.shown(problem.getValue())))
        .collect(Collectors.joining("; "));
  }
}
