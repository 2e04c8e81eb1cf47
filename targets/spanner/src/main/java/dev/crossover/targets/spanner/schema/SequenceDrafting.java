package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides which sequences of the target take the place of the source's. */
final class SequenceDrafting {
  private final TargetNames names;
  private final Findings findings;

  SequenceDrafting(TargetNames names, Findings findings) {
    this.names = names;
    this.findings = findings;
  }

  List<SequencePlan> draft(List<SourceSequence> sequences, List<TableDraft> tables) {
    Map<TableName, TableDraft> byName =
        tables.stream()
            .collect(Collectors.toMap(table -> table.source().name(), Function.identity()));
    List<SequencePlan> plans = new ArrayList<>();
    for (SourceSequence sequence : sequences) {
      String subject = "sequence " + sequence.name();
      List<Moved> moved =
          sequence.feeds().stream().flatMap(feed -> moved(byName, feed).stream()).toList();
      if (moved.isEmpty()) {
        findings.note(
            Note.Kind.NOT_MOVED,
            subject,
            sequence.feeds().isEmpty()
                ? "no column draws from it; if the application does, create one in the target"
                : "no moved column draws from it");
      }
      List<SequencePlan.Feed> feeds =
          moved.stream().filter(to -> holdsNumbers(to, subject)).map(Moved::feed).toList();
      if (!feeds.isEmpty()) {
        plans.add(plan(sequence, feeds, subject));
      }
    }
    return plans;
  }

  private SequencePlan plan(
      SourceSequence sequence, List<SequencePlan.Feed> feeds, String subject) {
    findings.note(
        Note.Kind.TRADE_OFF,
        subject,
        "becomes a bit-reversed sequence: new values are spread over all positive 64-bit numbers,"
            + " so that writes do not meet in one place; the application must read them as 64-bit"
            + " numbers and must not sort by them");
    return new SequencePlan(
        sequence,
        names.take(sequence.name().name(), sequence.name().schema() + "_" + sequence.name().name()),
        feeds);
  }

  /** A moved column that draws from a sequence. */
  private record Moved(SequencePlan.Feed feed, TargetColumn column) {}

  private static Optional<Moved> moved(
      Map<TableName, TableDraft> tables, SourceSequence.Feed feed) {
    return Optional.ofNullable(tables.get(feed.table()))
        .flatMap(
            table ->
                table
                    .targetOf(feed.column())
                    .map(
                        column ->
                            new Moved(
                                new SequencePlan.Feed(table.name(), column.name(), feed), column)));
  }

  private boolean holdsNumbers(Moved moved, String subject) {
    SpannerType type = SpannerType.of(moved.column().type());
    if (type.equals(SpannerType.of(SpannerType.Code.INT64))) {
      return true;
    }
    SourceSequence.Feed from = moved.feed().source();
    findings.note(
        Note.Kind.NOT_MOVED,
        subject + " for column " + from.table() + "." + from.column(),
        "the column is "
            + type.ddl()
            + "; make it INT64 by the mapping file, or give the value in the application");
    return false;
  }
}
