package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.SourceTable.Movement;
import dev.crossover.engine.schema.SourceTable.Obstacle;
import dev.crossover.engine.schema.SourceTable.SourceIndex;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.schema.TableCatalogue.ReplicaIdentity;
import dev.crossover.sources.postgresql.schema.TableCatalogue.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What PostgreSQL has to say about moving one of its tables. */
final class TableMovement {
  private final TableName name;
  private final Storage storage;

  private TableMovement(TableCatalogue.Table table) {
    this.name = table.name();
    this.storage = table.storage();
  }

  static Movement of(
      TableCatalogue.Table table,
      Optional<SourceKey> key,
      List<SourceColumn> columns,
      List<SourceKey> uniques,
      List<SourceIndex> indexes) {
    TableMovement movement = new TableMovement(table);
    return new Movement(
        movement.traits(),
        movement.obstacles(key),
        movement.notes(),
        key.isPresent() ? "" : movement.keyRemedy(columns, uniques, indexes));
  }

  private List<String> traits() {
    List<String> traits = new ArrayList<>();
    if (storage.partitioned()) {
      traits.add("partitioned");
    }
    if (!storage.logged()) {
      traits.add("unlogged");
    }
    traits.add("replica identity " + storage.replicaIdentity());
    storage.inheritsFrom().forEach(parent -> traits.add("inherits from " + parent));
    storage.inheritedBy().forEach(child -> traits.add("inherited by " + child));
    return traits;
  }

  private List<Obstacle> obstacles(Optional<SourceKey> key) {
    List<Obstacle> obstacles = new ArrayList<>();
    if (!storage.logged()) {
      obstacles.add(
          new Obstacle(
              "it is UNLOGGED, so its changes are not in the source's log",
              "logged tables",
              "run the script that preflight gives for logged-tables, in its order, or add it to"
                  + " source.exclude_tables"));
    }
    if (!storage.inheritedBy().isEmpty()) {
      obstacles.add(
          new Obstacle(
              "tables inherit from it: " + storage.inheritedBy(),
              "tables without INHERITS (declarative partitions are fine)",
              "add it to source.exclude_tables if it has no rows of its own, or make the tables"
                  + " that inherit from it partitions"));
    }
    if (key.isPresent()
        && key.get().deferrable()
        && storage.replicaIdentity() == ReplicaIdentity.DEFAULT) {
      obstacles.add(
          new Obstacle(
              "its primary key is DEFERRABLE, so the log does not tell which row a change is about",
              "a key that is not deferrable, or REPLICA IDENTITY FULL",
              "run ALTER TABLE %s REPLICA IDENTITY FULL;".formatted(sqlName(name))));
    }
    return obstacles;
  }

  private List<String> notes() {
    return storage.inheritsFrom().isEmpty()
        ? List.of()
        : List.of(
            "is a table of its own in the target: it inherits from %s in the source"
                .formatted(storage.inheritsFrom()));
  }

  private String keyRemedy(
      List<SourceColumn> columns, List<SourceKey> uniques, List<SourceIndex> indexes) {
    List<String> required =
        columns.stream().filter(column -> !column.nullable()).map(SourceColumn::name).toList();
    Optional<SourceIndex> index =
        indexes.stream()
            .filter(one -> one.unique() && one.obstacle().isEmpty())
            .filter(one -> required.containsAll(names(one)))
            .findFirst();
    return index
            .map(this::keyOf)
            .or(
                () ->
                    uniques.stream()
                        .filter(one -> required.containsAll(one.columns()))
                        .findFirst()
                        .map(one -> addKey(one.columns())))
            .orElseGet(() -> newKey(columns))
        + " or add the table to source.exclude_tables and copy it yourself while the source is"
        + " fenced";
  }

  private static List<String> names(SourceIndex index) {
    return index.columns().stream().map(IndexColumn::name).toList();
  }

  /** An index becomes a key as it is only on a table by itself, and in the default order. */
  private String keyOf(SourceIndex index) {
    boolean fits =
        !storage.partitioned()
            && !index.nullsNotDistinct()
            && !index.definition().contains(" DESC")
            && !index.definition().contains("NULLS");
    return fits
        ? "run ALTER TABLE %s ADD PRIMARY KEY USING INDEX %s;"
            .formatted(sqlName(name), sqlName(index.name()))
        : addKey(names(index));
  }

  private String addKey(List<String> columns) {
    return "run ALTER TABLE %s ADD PRIMARY KEY (%s);"
        .formatted(
            sqlName(name),
            columns.stream().map(TableMovement::sqlName).collect(Collectors.joining(", ")));
  }

  private String newKey(List<SourceColumn> columns) {
    if (storage.partitioned()) {
      return "no columns of it are unique: give it a primary key that has its partition columns,";
    }
    boolean idIsFree = columns.stream().noneMatch(column -> column.name().equalsIgnoreCase("id"));
    return "no columns of it are unique: run ALTER TABLE %s ADD COLUMN %s bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY; (it writes the table anew under a lock)"
        .formatted(sqlName(name), sqlName(idIsFree ? "id" : "crossover_id"));
  }

  /** A name as SQL has it. Quoted always: a simple name may be a word of the language. */
  private static String sqlName(TableName name) {
    return sqlName(name.schema()) + "." + sqlName(name.name());
  }

  private static String sqlName(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
