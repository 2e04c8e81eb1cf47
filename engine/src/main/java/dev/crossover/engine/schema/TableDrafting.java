package dev.crossover.engine.schema;

import dev.crossover.engine.schema.SourceTable.ReplicaIdentity;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TableDraft.ColumnDraft;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decides which tables and columns are moved, under which names and types. */
final class TableDrafting {
  // Limits of Spanner: https://cloud.google.com/spanner/quotas#tables
  private static final int MOST_COLUMNS = 1024;
  private static final int MOST_KEY_COLUMNS = 16;

  // Of 5,000 tables of a database, a table with its shadow takes two; the ledger takes some.
  private static final int MOST_TABLES = 2_450;

  /** Crossover's shadow table of a table is named after it, so the name leaves room for that. */
  private static final int LONGEST_TABLE_NAME = GoogleSql.LONGEST_NAME - 24;

  private final SourceDialect dialect;
  private final SchemaOptions options;
  private final Findings findings;

  TableDrafting(SourceDialect dialect, SchemaOptions options, Findings findings) {
    this.dialect = dialect;
    this.options = options;
    this.findings = findings;
  }

  /** One draft per table that is moved, ordered by source name. */
  List<TableDraft> draft(List<SourceTable> tables) {
    List<SourceTable> moved = new ArrayList<>();
    for (SourceTable table : tables) {
      if (options.mapping().table(table.name()).skip()) {
        findings.note(Note.Kind.NOT_MOVED, subject(table), "the mapping file skips it");
      } else if (movable(table)) {
        moved.add(table);
      }
    }
    if (moved.size() > MOST_TABLES) {
      findings.refuse(
          "source.schemas",
          "it names %d tables".formatted(moved.size()),
          "at most " + MOST_TABLES,
          "move some of them into another database, by another environment");
    }
    Map<TableName, String> names = tableNames(moved);
    return moved.stream().map(table -> draft(table, names.get(table.name()))).toList();
  }

  private static String subject(SourceTable table) {
    return "table " + table.name();
  }

  private boolean movable(SourceTable table) {
    int before = findings.refusals().size();
    if (table.primaryKey().isEmpty()) {
      findings.refuse(
          subject(table),
          "it has no primary key",
          "tables with a primary key, since changes are applied by key",
          keyRemedy(table));
    }
    if (!table.logged()) {
      findings.refuse(
          subject(table),
          "it is UNLOGGED, so its changes are not in the source's log",
          "logged tables",
          "run ALTER TABLE %s SET LOGGED, or add it to source.exclude_tables"
              .formatted(sqlName(table.name())));
    }
    if (!table.inheritedBy().isEmpty()) {
      findings.refuse(
          subject(table),
          "tables inherit from it: " + table.inheritedBy(),
          "tables without INHERITS (declarative partitions are fine)",
          "add it to source.exclude_tables if it has no rows of its own, or make the tables that"
              + " inherit from it partitions");
    }
    if (!table.inheritsFrom().isEmpty()) {
      findings.note(
          Note.Kind.CHANGED,
          subject(table),
          "is a table of its own in the target: it inherits from %s in the source"
              .formatted(table.inheritsFrom()));
    }
    if (table.columns().isEmpty() || table.columns().size() > MOST_COLUMNS) {
      findings.refuse(
          subject(table),
          "it has " + table.columns().size() + " columns",
          "1 to " + MOST_COLUMNS,
          "split the table, or add it to source.exclude_tables");
    }
    table.primaryKey().ifPresent(key -> checkKey(table, key));
    return findings.refusals().size() == before;
  }

  private static String keyRemedy(SourceTable table) {
    return table.indexes().stream()
            .filter(index -> index.unique() && index.obstacle().isEmpty())
            .filter(index -> index.columns().stream().allMatch(column -> required(table, column)))
            .findFirst()
            .map(
                index ->
                    "run ALTER TABLE %s ADD PRIMARY KEY USING INDEX %s, or add the table to"
                        .formatted(sqlName(table.name()), sqlName(index.name())))
            .orElse(
                "run ALTER TABLE %s ADD PRIMARY KEY (...), or add the table to"
                    .formatted(sqlName(table.name())))
        + " source.exclude_tables and copy it yourself while the source is fenced";
  }

  private static boolean required(SourceTable table, SourceTable.IndexColumn column) {
    return table.column(column.name()).map(found -> !found.nullable()).orElse(false);
  }

  private void checkKey(SourceTable table, SourceKey key) {
    if (key.columns().size() > MOST_KEY_COLUMNS) {
      findings.refuse(
          subject(table),
          "its primary key has " + key.columns().size() + " columns",
          "at most " + MOST_KEY_COLUMNS,
          "give the table a shorter key, or add it to source.exclude_tables");
    }
    if (key.deferrable() && table.replicaIdentity() == ReplicaIdentity.DEFAULT) {
      findings.refuse(
          subject(table),
          "its primary key is DEFERRABLE, so the log does not tell which row a change is about",
          "a key that is not deferrable, or REPLICA IDENTITY FULL",
          "run ALTER TABLE %s REPLICA IDENTITY FULL".formatted(sqlName(table.name())));
    }
  }

  /** A source name as the source's SQL has it. */
  private static String sqlName(TableName name) {
    return sqlName(name.schema()) + "." + sqlName(name.name());
  }

  private static String sqlName(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  // ---- names of tables

  private Map<TableName, String> tableNames(List<SourceTable> tables) {
    TargetNames names = TargetNames.ofDatabase(LONGEST_TABLE_NAME);
    names.reserve(Sentinel.targetTable().name());
    Map<TableName, String> chosen = new HashMap<>();
    for (SourceTable table : tables) {
      options
          .mapping()
          .table(table.name())
          .rename()
          .ifPresent(wanted -> chosen.put(table.name(), renamed(names, subject(table), wanted)));
    }
    // The tables of the schema that was named first keep their names when names clash.
    tables.stream()
        .filter(table -> !chosen.containsKey(table.name()))
        .sorted(Comparator.comparing((SourceTable table) -> schemaOrder(table.name())))
        .forEach(table -> chosen.put(table.name(), defaultName(names, table.name())));
    return chosen;
  }

  private int schemaOrder(TableName name) {
    return options.schemas().indexOf(name.schema());
  }

  private String defaultName(TargetNames names, TableName source) {
    String name = names.take(source.name(), source.schema() + "_" + source.name());
    if (!name.equals(source.name())) {
      findings.note(
          Note.Kind.RENAMED,
          "table " + source,
          "is " + name + " in the target" + why(source.name(), name));
    }
    return name;
  }

  /** A name that the user asked for is taken as it is or refused, never bent. */
  private String renamed(TargetNames names, String subject, String wanted) {
    if (!names.legal(wanted).equals(wanted)) {
      findings.refuse(
          subject,
          "the mapping file renames it to " + wanted,
          "a letter, then letters, digits and underscores, in all at most %d characters, not"
                  .formatted(names.longest())
              + " beginning with "
              + TargetNames.OWN_PREFIX,
          "choose another name in the mapping file");
    } else if (!names.reserve(wanted)) {
      findings.refuse(
          subject,
          "the mapping file renames it to " + wanted + ", which is taken",
          "names that differ in more than upper and lower case",
          "choose another name in the mapping file");
    }
    return wanted;
  }

  private static String why(String source, String target) {
    boolean legal = GoogleSql.isName(source);
    return legal && target.toLowerCase(Locale.ROOT).contains(source.toLowerCase(Locale.ROOT))
        ? ", since another one has that name (Spanner does not tell upper from lower case)"
        : ", since Spanner does not accept the source's name";
  }

  // ---- columns

  private TableDraft draft(SourceTable table, String name) {
    Mapping.OfTable wishes = options.mapping().table(table.name());
    Map<String, String> names = columnNames(table, wishes);
    List<ColumnDraft> columns = new ArrayList<>();
    for (SourceColumn column : table.columns()) {
      if (names.containsKey(column.name())) {
        draft(table, column, names.get(column.name()), wishes.column(column.name()))
            .ifPresent(columns::add);
      }
    }
    List<String> key =
        table.primaryKey().stream()
            .flatMap(primaryKey -> primaryKey.columns().stream())
            .filter(names::containsKey)
            .map(names::get)
            .toList();
    TableDraft draft = new TableDraft(table, name, columns, key, key, Optional.empty());
    checkKeyTypes(draft);
    return draft;
  }

  private Map<String, String> columnNames(SourceTable table, Mapping.OfTable wishes) {
    TargetNames names = TargetNames.ofTable();
    Map<String, String> chosen = new HashMap<>();
    for (SourceColumn column : table.columns()) {
      Mapping.OfColumn wish = wishes.column(column.name());
      if (wish.rename().isPresent() && !wish.skip()) {
        chosen.put(
            column.name(), renamed(names, subject(table, column), wish.rename().orElseThrow()));
      }
    }
    for (SourceColumn column : table.columns()) {
      if (wishes.column(column.name()).skip()) {
        findings.note(Note.Kind.NOT_MOVED, subject(table, column), "the mapping file skips it");
      } else if (!chosen.containsKey(column.name())) {
        String name = names.take(column.name());
        chosen.put(column.name(), name);
        if (!name.equals(column.name())) {
          findings.note(
              Note.Kind.RENAMED,
              subject(table, column),
              "is " + name + " in the target" + why(column.name(), name));
        }
      }
    }
    return chosen;
  }

  private static String subject(SourceTable table, SourceColumn column) {
    return "column " + table.name() + "." + column.name();
  }

  private Optional<ColumnDraft> draft(
      SourceTable table, SourceColumn column, String name, Mapping.OfColumn wishes) {
    Optional<TargetType> type =
        wishes.type().isPresent()
            ? wanted(table, column, wishes.type().get())
            : usual(table, column);
    return type.map(
        found -> {
          TargetColumn target =
              new TargetColumn(
                  column.name(), column.type(), name, found, column.nullable(), column.generated());
          return new ColumnDraft(column, target, wishes.generatedAs());
        });
  }

  private Optional<TargetType> wanted(SourceTable table, SourceColumn column, TargetType wanted) {
    if (dialect.allows(column, wanted)) {
      findings.note(
          Note.Kind.CHANGED,
          subject(table, column),
          "the mapping file makes %s of %s".formatted(wanted.ddl(), column.type().declared()));
      return Optional.of(wanted);
    }
    findings.refuse(
        subject(table, column),
        "the mapping file asks for %s, its source type is %s"
            .formatted(wanted.ddl(), column.type().declared()),
        "STRING(MAX)" + dialect.typeOf(column).type().map(usual -> " or " + usual.ddl()).orElse(""),
        "correct the type in the mapping file");
    return Optional.empty();
  }

  private Optional<TargetType> usual(SourceTable table, SourceColumn column) {
    TypeChoice choice = dialect.typeOf(column);
    if (choice.type().isEmpty()) {
      findings.refuse(
          subject(table, column),
          "type %s cannot be moved: %s".formatted(column.type().declared(), choice.reason()),
          "types with an equal in Spanner",
          "set \"type\": \"STRING(MAX)\" for it in the mapping file, which moves its text form, or"
              + " \"skip\": true");
    }
    return choice.type();
  }

  private void checkKeyTypes(TableDraft draft) {
    for (String source : draft.source().primaryKey().map(SourceKey::columns).orElse(List.of())) {
      Optional<ColumnDraft> column = draft.bySource(source);
      String subject = "column " + draft.source().name() + "." + source;
      if (options.mapping().table(draft.source().name()).column(source).skip()) {
        findings.refuse(
            subject,
            "the mapping file skips it, but it is part of the primary key",
            "skipping columns outside of the key",
            "move the column, or skip the whole table");
      } else if (column.isPresent() && !keyable(column.get().target().type())) {
        findings.refuse(
            subject,
            "it is part of the primary key and becomes " + column.get().target().type().ddl(),
            "key columns of any type but ARRAY and JSON",
            "set \"type\": \"STRING(MAX)\" for it in the mapping file");
      } else if (column.isPresent() && column.get().target().generated()) {
        findings.refuse(
            subject,
            "it is a generated column and part of the primary key",
            "key columns that are written",
            "give the table another key, or add it to source.exclude_tables");
      }
    }
  }

  static boolean keyable(TargetType type) {
    return !type.array() && type.code() != TargetType.Code.JSON;
  }
}
