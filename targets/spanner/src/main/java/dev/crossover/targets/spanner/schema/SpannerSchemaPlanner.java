package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.MappingCheck;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaPlan.Scripts;
import dev.crossover.engine.schema.SchemaPlanner;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetForeignKey;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.targets.spanner.ddl.SequenceDdl;
import dev.crossover.targets.spanner.schema.TargetIndex.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the schema of a Spanner database. */
public final class SpannerSchemaPlanner implements SchemaPlanner {
  @Override
  public SchemaPlan plan(SourceSchema source, SchemaOptions options) {
    return new Planning(source, options).plan();
  }

  @Override
  public void requireType(String text) {
    SpannerType.parse(text);
  }

  /** One run of the planner. */
  private static final class Planning {
    private final SourceSchema source;
    private final SchemaOptions options;
    private final Findings findings = new Findings();
    // Names of tables, indexes, constraints and sequences live in one space in Spanner.
    private final TargetNames names = TargetNames.ofDatabase(GoogleSql.LONGEST_NAME);

    Planning(SourceSchema source, SchemaOptions options) {
      this.source = source;
      this.options = options;
    }

    SchemaPlan plan() {
      MappingCheck.check(options.mapping(), source, findings);
      List<TableDraft> drafted = new TableDrafting(options, findings).draft(source.tables());
      List<TableDraft> tables = new Interleaving(options.mapping(), findings).interleave(drafted);
      MeaningChanges.note(tables, findings);
      names.reserve(SentinelTable.NAME);
      tables.forEach(table -> names.reserve(table.name()));

      List<ForeignKeyDraft> foreignKeys = foreignKeys(tables);
      Map<TableName, Integer> levels = new TableLevels(tables, foreignKeys).levels(foreignKeys);
      List<TableDraft> ordered =
          tables.stream()
              .sorted(
                  Comparator.comparing((TableDraft table) -> levels.get(table.source().name()))
                      .thenComparing(TableDraft::name))
              .toList();
      Map<String, List<TargetIndex>> indexes = new HashMap<>();
      IndexDrafting indexDrafting = new IndexDrafting(options.indexes(), names, findings);
      tables.forEach(table -> indexes.put(table.name(), indexDrafting.draft(table)));
      ExpressionDrafting drafting = new ExpressionDrafting(names, findings);
      Map<String, TargetDdl.TableExpressions> expressions = new HashMap<>();
      tables.forEach(table -> expressions.put(table.name(), drafting.draft(table)));

      List<SequencePlan> sequences =
          new SequenceDrafting(names, findings).draft(source.sequences(), tables);
      for (SequencePlan sequence : sequences) {
        for (SequencePlan.Feed feed : sequence.feeds()) {
          expressions.get(feed.table()).defaults().put(feed.column(), SequenceDdl.next(sequence));
        }
      }
      return new SchemaPlan(
          source,
          targetSchema(ordered, foreignKeys, indexes, levels),
          scripts(ordered, foreignKeys, indexes, sequences, expressions),
          sequences,
          findings.refusals(),
          findings.notes());
    }

    private List<ForeignKeyDraft> foreignKeys(List<TableDraft> tables) {
      ForeignKeyDrafting drafting = new ForeignKeyDrafting(tables, names, findings);
      List<ForeignKeyDraft> all = tables.stream().flatMap(t -> drafting.draft(t).stream()).toList();
      TableLevels levels = new TableLevels(tables, all);
      return all.stream()
          .map(key -> key.isUnlogged() || levels.closesCycle(key) ? key.afterCutover() : key)
          .toList();
    }

    private TargetSchema targetSchema(
        List<TableDraft> ordered,
        List<ForeignKeyDraft> foreignKeys,
        Map<String, List<TargetIndex>> indexes,
        Map<TableName, Integer> levels) {
      List<TargetTable> tables = new ArrayList<>();
      tables.add(SentinelTable.of(source.sentinel()));
      for (TableDraft table : ordered) {
        List<TargetForeignKey> keys =
            foreignKeys.stream()
                .filter(key -> key.child().name().equals(table.name()))
                .map(ForeignKeyDraft::target)
                .toList();
        tables.add(
            new TargetTable(
                table.source().name(),
                table.name(),
                table.columns().stream().map(TableDraft.ColumnDraft::target).toList(),
                table.primaryKey(),
                table.sourceKey(),
                keys,
                table.parent().map(TableDraft::name),
                levels.get(table.source().name()),
                cells(table, keys, indexes.get(table.name())),
                table.skippedColumns(),
                table
                    .source()
                    .movement()
                    .unlogged()
                    .named(name -> table.targetOf(name).map(TargetColumn::name))));
      }
      tables.sort(Comparator.comparing(TargetTable::level).thenComparing(TargetTable::name));
      return new TargetSchema(tables);
    }

    /** An index row holds its own columns and the primary key; a foreign key has an index too. */
    private static int cells(
        TableDraft table, List<TargetForeignKey> keys, List<TargetIndex> indexes) {
      int cells = table.columns().size();
      for (TargetIndex index : indexes) {
        cells += index.columns().size() + index.stored().size() + table.primaryKey().size();
      }
      for (TargetForeignKey key : keys) {
        cells += key.columns().size() + table.primaryKey().size();
      }
      return cells;
    }

    private Scripts scripts(
        List<TableDraft> ordered,
        List<ForeignKeyDraft> foreignKeys,
        Map<String, List<TargetIndex>> indexes,
        List<SequencePlan> sequences,
        Map<String, TargetDdl.TableExpressions> expressions) {
      List<String> before = new ArrayList<>();
      before.add(TargetDdl.createTable(SentinelTable.of(source.sentinel())));
      sequences.forEach(sequence -> before.add(SequenceDdl.create(sequence)));
      ordered.forEach(
          table -> before.add(TargetDdl.createTable(table, expressions.get(table.name()))));
      before.addAll(indexes(ordered, indexes, Phase.BEFORE_LOAD));
      List<String> afterCutover = new ArrayList<>(indexes(ordered, indexes, Phase.AFTER_CUTOVER));
      for (ForeignKeyDraft key : foreignKeys) {
        TargetForeignKey target = key.target();
        String child = key.child().name();
        if (target.afterCutover()) {
          afterCutover.add(TargetDdl.addForeignKey(child, target, target.name(), key.cascade()));
        } else {
          before.add(TargetDdl.addForeignKey(child, target, target.name(), false));
          if (key.cascade()) {
            String name = names.take(target.name() + "_cascade");
            afterCutover.add(TargetDdl.addForeignKey(child, target, name, true));
            afterCutover.add(TargetDdl.dropConstraint(child, target.name()));
          }
        }
      }
      ordered.stream()
          .filter(Planning::cascadesFromParent)
          .forEach(table -> afterCutover.add(TargetDdl.cascadeInterleaving(table.name())));
      return new Scripts(
          new SchemaScript(before),
          new SchemaScript(indexes(ordered, indexes, Phase.AFTER_LOAD)),
          new SchemaScript(afterCutover));
    }

    private static List<String> indexes(
        List<TableDraft> ordered, Map<String, List<TargetIndex>> indexes, Phase phase) {
      return ordered.stream()
          .flatMap(table -> indexes.get(table.name()).stream())
          .filter(index -> index.phase() == phase)
          .map(TargetDdl::createIndex)
          .toList();
    }

    private static boolean cascadesFromParent(TableDraft table) {
      Optional<TableName> parent = table.parent().map(above -> above.source().name());
      return parent.isPresent()
          && table.source().foreignKeys().stream()
              .anyMatch(
                  key ->
                      key.parent().equals(parent.get())
                          && key.onDelete() == SourceTable.SourceForeignKey.Action.CASCADE);
    }
  }
}
