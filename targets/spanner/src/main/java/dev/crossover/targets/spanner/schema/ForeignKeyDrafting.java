package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey.Action;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetForeignKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which foreign keys are moved. A foreign key of the target must accept every pair of rows
 * that the source's accepts, or applying changes would stop; one that might not is left out.
 */
final class ForeignKeyDrafting {
  private final TargetNames names;
  private final Findings findings;
  private final Map<TableName, TableDraft> tables;

  ForeignKeyDrafting(List<TableDraft> tables, TargetNames names, Findings findings) {
    this.names = names;
    this.findings = findings;
    this.tables =
        tables.stream()
            .collect(Collectors.toMap(table -> table.source().name(), Function.identity()));
  }

  /** The foreign keys of a table, ordered by source name; none is marked as after cutover yet. */
  List<ForeignKeyDraft> draft(TableDraft child) {
    List<ForeignKeyDraft> drafts = new ArrayList<>();
    for (SourceForeignKey key : child.source().foreignKeys()) {
      String subject = "foreign key " + key.name() + " of " + child.source().name();
      Optional<String> obstacle = obstacle(child, key);
      if (obstacle.isPresent()) {
        findings.note(Note.Kind.NOT_MOVED, subject, obstacle.get());
      } else if (impliedByInterleaving(child, key)) {
        findings.note(Note.Kind.CHANGED, subject, "interleaving takes its place");
      } else {
        drafts.add(draft(child, key, subject));
      }
    }
    return drafts;
  }

  private Optional<String> obstacle(TableDraft child, SourceForeignKey key) {
    TableDraft parent = tables.get(key.parent());
    if (parent == null) {
      return Optional.of("its parent " + key.parent() + " is not moved as a table");
    }
    if (key.obstacle().isPresent()) {
      return key.obstacle();
    }
    for (int i = 0; i < key.columns().size(); i++) {
      Optional<String> obstacle =
          obstacle(child, key.columns().get(i), parent, key.parentColumns().get(i));
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> obstacle(
      TableDraft child, String childColumn, TableDraft parent, String parentColumn) {
    Optional<TableDraft.ColumnDraft> from = child.bySource(childColumn);
    Optional<TableDraft.ColumnDraft> to = parent.bySource(parentColumn);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.of("one of its columns is not moved");
    }
    TargetColumn fromColumn = from.get().target();
    TargetColumn toColumn = to.get().target();
    if (fromColumn.generated() || toColumn.generated()) {
      return Optional.of("one of its columns is generated");
    }
    if (SpannerType.of(fromColumn.type()).code() != SpannerType.of(toColumn.type()).code()
        || !TableDrafting.keyable(SpannerType.of(fromColumn.type()))
        || !TableDrafting.keyable(SpannerType.of(toColumn.type()))) {
      return Optional.of(
          "column %s is %s and its parent's column %s is %s"
              .formatted(
                  childColumn,
                  SpannerType.of(fromColumn.type()).ddl(),
                  parentColumn,
                  SpannerType.of(toColumn.type()).ddl()));
    }
    return equalOnlyIfSame(
            from.get().source(), to.get().source(), SpannerType.of(fromColumn.type()))
        ? Optional.empty()
        : Optional.of(
            "the source takes values of column "
                + childColumn
                + " as equal that Spanner does not, such as texts that differ in case or padding");
  }

  private static boolean equalOnlyIfSame(SourceColumn one, SourceColumn other, SpannerType type) {
    return type.code() != SpannerType.Code.STRING || one.type().equalOnlyIfSameText(other.type());
  }

  private boolean impliedByInterleaving(TableDraft child, SourceForeignKey key) {
    if (child.parent().isEmpty() || !child.parent().get().source().name().equals(key.parent())) {
      return false;
    }
    TableDraft parent = child.parent().get();
    for (int i = 0; i < key.columns().size(); i++) {
      String from = child.targetOf(key.columns().get(i)).orElseThrow().name();
      String to = parent.targetOf(key.parentColumns().get(i)).orElseThrow().name();
      if (!parent.primaryKey().contains(to) || !from.equals(to)) {
        return false;
      }
    }
    return true;
  }

  private ForeignKeyDraft draft(TableDraft child, SourceForeignKey key, String subject) {
    TableDraft parent = tables.get(key.parent());
    if (key.matchFull() && key.columns().size() > 1) {
      findings.note(
          Note.Kind.CHANGED, subject, "is MATCH SIMPLE in the target: Spanner has no MATCH FULL");
    }
    boolean unlogged = child.hasUnloggedChanges() || parent.hasUnloggedChanges();
    reportActions(key, subject, unlogged);
    String name = names.take(key.name(), child.name() + "_" + key.name());
    return new ForeignKeyDraft(
        child,
        parent,
        new TargetForeignKey(
            name,
            key.columns().stream().map(c -> child.targetOf(c).orElseThrow().name()).toList(),
            parent.name(),
            key.parentColumns().stream().map(c -> parent.targetOf(c).orElseThrow().name()).toList(),
            false),
        key.onDelete() == Action.CASCADE);
  }

  private void reportActions(SourceForeignKey key, String subject, boolean unlogged) {
    Set<String> lost = new HashSet<>();
    if (key.onDelete() == Action.SET_NULL || key.onDelete() == Action.SET_DEFAULT) {
      lost.add("ON DELETE " + key.onDelete().name().replace('_', ' '));
    }
    if (key.onUpdate() != Action.NO_ACTION && key.onUpdate() != Action.RESTRICT) {
      lost.add("ON UPDATE " + key.onUpdate().name().replace('_', ' '));
    }
    if (!lost.isEmpty()) {
      findings.note(
          Note.Kind.CHANGED,
          subject,
          "is moved without %s, which Spanner does not have; do it in the application"
              .formatted(String.join(" and ", lost.stream().sorted().toList())));
    }
    if (unlogged) {
      findings.note(
          Note.Kind.CHANGED,
          subject,
          "is made after cutover: rows of one of its tables change without a line in the source's"
              + " log, so that the target's may break it until they are copied again");
    } else if (key.onDelete() == Action.CASCADE) {
      findings.note(
          Note.Kind.CHANGED,
          subject,
          "has no ON DELETE CASCADE until after cutover, since the source's own cascades arrive as"
              + " changes");
    }
  }
}
