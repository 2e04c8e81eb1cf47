package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.Obstacle;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.targets.spanner.schema.TableDraft.ColumnDraft;
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

  private final SchemaOptions options;
  private final Findings findings;

  TableDrafting(SchemaOptions options, Findings findings) {
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
          table.movement().keyRemedy());
    }
    for (Obstacle obstacle : table.movement().obstacles()) {
      findings.refuse(subject(table), obstacle.found(), obstacle.allowed(), obstacle.remedy());
    }
    for (String note : table.movement().notes()) {
      findings.note(Note.Kind.CHANGED, subject(table), note);
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

  private void checkKey(SourceTable table, SourceKey key) {
    if (key.columns().size() > MOST_KEY_COLUMNS) {
      findings.refuse(
          subject(table),
          "its primary key has " + key.columns().size() + " columns",
          "at most " + MOST_KEY_COLUMNS,
          "give the table a shorter key, or add it to source.exclude_tables");
    }
  }

  // ---- names of tables

  private Map<TableName, String> tableNames(List<SourceTable> tables) {
    TargetNames names = TargetNames.ofDatabase(LONGEST_TABLE_NAME);
    names.reserve(SentinelTable.NAME);
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
    Optional<SpannerType> type =
        wishes.type().isPresent()
            ? wanted(table, column, SpannerType.parse(wishes.type().get()))
            : usual(table, column);
    return type.map(
        found -> {
          TargetColumn target =
              new TargetColumn(
                  column.name(),
                  column.type(),
                  name,
                  found.portable(),
                  column.nullable(),
                  column.generated());
          return new ColumnDraft(column, target, wishes.generatedAs());
        });
  }

  private Optional<SpannerType> wanted(SourceTable table, SourceColumn column, SpannerType wanted) {
    if (TypeChoice.allows(column.type().type(), wanted)) {
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
        column.obstacle().isPresent()
            ? "STRING(MAX)"
            : "STRING(MAX) or " + TypeChoice.usual(column.type().type()).ddl(),
        "correct the type in the mapping file");
    return Optional.empty();
  }

  private Optional<SpannerType> usual(SourceTable table, SourceColumn column) {
    if (column.obstacle().isEmpty()) {
      return Optional.of(TypeChoice.usual(column.type().type()));
    }
    findings.refuse(
        subject(table, column),
        "type %s cannot be moved: %s"
            .formatted(column.type().declared(), column.obstacle().orElseThrow()),
        "types with an equal in Spanner",
        "set \"type\": \"STRING(MAX)\" for it in the mapping file, which moves its text form, or"
            + " \"skip\": true");
    return Optional.empty();
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
      } else if (column.isPresent() && !keyable(SpannerType.of(column.get().target().type()))) {
        findings.refuse(
            subject,
            "it is part of the primary key and becomes "
                + SpannerType.of(column.get().target().type()).ddl(),
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

  static boolean keyable(SpannerType type) {
    return !type.array() && type.code() != SpannerType.Code.JSON;
  }
}
