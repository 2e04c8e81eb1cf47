package dev.crossover.targets.spanner.schema;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.SourceTable.SourceIndex;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.targets.spanner.schema.TargetIndex.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which indexes and unique constraints are moved, and when they are made. */
final class IndexDrafting {
  private static final int MOST_KEY_COLUMNS = 16;
  private static final Set<Equality> EQUAL_BUT_NOT_SAME =
      EnumSet.of(Equality.IGNORES_CASE, Equality.IGNORES_LAST_BLANKS, Equality.PADDED);

  private final Indexes when;
  private final TargetNames names;
  private final Findings findings;

  IndexDrafting(Indexes when, TargetNames names, Findings findings) {
    this.when = when;
    this.names = names;
    this.findings = findings;
  }

  List<TargetIndex> draft(TableDraft table) {
    List<TargetIndex> indexes = new ArrayList<>();
    lookUp(table).ifPresent(indexes::add);
    for (SourceKey unique : table.source().uniques()) {
      unique(table, unique).ifPresent(indexes::add);
    }
    for (SourceIndex index : table.source().indexes()) {
      index(table, index).ifPresent(indexes::add);
    }
    return indexes;
  }

  /** An interleaved table is still looked up by its source key. */
  private Optional<TargetIndex> lookUp(TableDraft table) {
    if (new HashSet<>(table.primaryKey()).equals(new HashSet<>(table.sourceKey()))) {
      return Optional.empty();
    }
    String name = names.take(table.name() + "_source_key");
    return Optional.of(
        new TargetIndex(
            name,
            table.name(),
            table.sourceKey().stream().map(column -> new IndexColumn(column, false)).toList(),
            List.of(),
            true,
            false,
            Phase.BEFORE_LOAD));
  }

  private Optional<TargetIndex> unique(TableDraft table, SourceKey unique) {
    String subject = "unique constraint " + unique.name() + " of " + table.source().name();
    List<IndexColumn> columns =
        unique.columns().stream().map(column -> new IndexColumn(column, false)).toList();
    Optional<String> obstacle = obstacle(table, columns, List.of());
    if (obstacle.isPresent()) {
      findings.note(Note.Kind.NOT_MOVED, subject, obstacle.get());
      return Optional.empty();
    }
    if (unique.deferrable()) {
      findings.note(
          Note.Kind.CHANGED,
          subject,
          "is made after cutover: it is DEFERRABLE, so rows may swap their values");
    }
    noteLooser(table, columns, subject);
    Phase made = uniqueness(table, subject);
    return Optional.of(
        index(
            table,
            unique.name(),
            columns,
            List.of(),
            new Uniqueness(true, unique.nullsNotDistinct()),
            unique.deferrable() ? Phase.AFTER_CUTOVER : made));
  }

  /** A row that is gone in the source, and the log does not say so, still has its values. */
  private Phase uniqueness(TableDraft table, String subject) {
    if (!table.hasUnloggedChanges()) {
      return Phase.BEFORE_LOAD;
    }
    findings.note(
        Note.Kind.CHANGED,
        subject,
        "is made after cutover: rows of the table change without a line in the source's log, and"
            + " may stand in each other's way until they are copied again");
    return Phase.AFTER_CUTOVER;
  }

  private Optional<TargetIndex> index(TableDraft table, SourceIndex index) {
    String subject =
        (index.unique() ? "unique index " : "index ")
            + index.name()
            + " of "
            + table.source().name();
    Optional<String> obstacle =
        index
            .obstacle()
            .map(reason -> reason + ": " + index.definition())
            .or(() -> obstacle(table, index.columns(), index.stored()));
    if (obstacle.isPresent()) {
      findings.note(
          Note.Kind.NOT_MOVED,
          subject,
          (index.unique() ? "uniqueness is NOT checked in the target: " : "") + obstacle.get());
      return Optional.empty();
    }
    if (index.unique()) {
      noteLooser(table, index.columns(), subject);
    }
    Phase later = when == Indexes.AFTER_LOAD ? Phase.AFTER_LOAD : Phase.BEFORE_LOAD;
    return Optional.of(
        index(
            table,
            index.name(),
            index.columns(),
            index.stored(),
            new Uniqueness(index.unique(), index.nullsNotDistinct()),
            index.unique() ? uniqueness(table, subject) : later));
  }

  private static Optional<String> obstacle(
      TableDraft table, List<IndexColumn> columns, List<String> stored) {
    if (columns.size() > MOST_KEY_COLUMNS) {
      return Optional.of(
          "it has %d columns; Spanner allows %d".formatted(columns.size(), MOST_KEY_COLUMNS));
    }
    for (IndexColumn column : columns) {
      Optional<TargetColumn> target = table.targetOf(column.name());
      if (target.isEmpty()) {
        return Optional.of("its column " + column.name() + " is not moved");
      }
      if (!TableDrafting.keyable(SpannerType.of(target.get().type()))) {
        return Optional.of(
            "its column %s is %s, which Spanner does not index"
                .formatted(column.name(), SpannerType.of(target.get().type()).ddl()));
      }
    }
    return stored.stream()
        .filter(column -> table.targetOf(column).isEmpty())
        .findFirst()
        .map(column -> "its column " + column + " is not moved");
  }

  private void noteLooser(TableDraft table, List<IndexColumn> columns, String subject) {
    columns.stream()
        .map(column -> table.source().column(column.name()).orElseThrow())
        .filter(column -> EQUAL_BUT_NOT_SAME.contains(column.type().type().equality()))
        .findFirst()
        .ifPresent(
            column ->
                findings.note(
                    Note.Kind.CHANGED,
                    subject,
                    "is looser in the target: texts of column "
                        + column.name()
                        + " that differ in case or padding are different there"));
  }

  private record Uniqueness(boolean unique, boolean nullsEqual) {}

  private TargetIndex index(
      TableDraft table,
      String sourceName,
      List<IndexColumn> columns,
      List<String> stored,
      Uniqueness uniqueness,
      Phase phase) {
    List<IndexColumn> key = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (IndexColumn column : columns) {
      String target = table.targetOf(column.name()).orElseThrow().name();
      if (seen.add(target)) {
        key.add(new IndexColumn(target, column.descending()));
      }
    }
    boolean anyNull = key.stream().anyMatch(column -> table.column(column.name()).nullable());
    // Spanner keeps the primary key with every index already.
    List<String> extra =
        stored.stream()
            .map(column -> table.targetOf(column).orElseThrow().name())
            .distinct()
            .filter(column -> !seen.contains(column) && !table.primaryKey().contains(column))
            .toList();
    return new TargetIndex(
        names.take(sourceName, table.name() + "_" + sourceName),
        table.name(),
        key,
        extra,
        uniqueness.unique(),
        uniqueness.unique() && anyNull && !uniqueness.nullsEqual(),
        phase);
  }
}
