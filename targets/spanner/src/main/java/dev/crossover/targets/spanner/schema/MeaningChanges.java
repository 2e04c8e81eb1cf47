package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.targets.spanner.schema.SpannerType.Code;
import dev.crossover.targets.spanner.schema.TableDraft.ColumnDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says of every column whose values behave otherwise on the target what that means for an
 * application: how they are compared, sorted and printed, and which of them cannot be kept. One
 * note for each pair of types names its columns.
 */
final class MeaningChanges {
  private static final int MOST_NAMED = 50;
  private static final int MOST_LABELS_NAMED = 10;

  private static final Optional<PortableType.Range> INT64 = PortableType.of(Kind.INTEGER).range();

  private static final String YEARS =
      "a value that is no day of the years 1 to 9999 becomes a dead letter; as STRING(MAX), by the"
          + " mapping file, it is kept as text";

  private static final String FRACTIONS =
      "; fractions of a second are kept to nine digits, where the source rounds what it is given";

  private MeaningChanges() {}

  static void note(List<TableDraft> tables, Findings findings) {
    Map<String, List<String>> columns = new TreeMap<>();
    boolean texts = false;
    for (TableDraft table : tables) {
      for (ColumnDraft column : table.columns()) {
        PortableType source = column.source().type().type();
        texts |= source.single().kind() == Kind.TEXT && column.source().enumLabels().isEmpty();
        SpannerType target = SpannerType.of(column.target().type());
        for (String meaning : ofColumn(column.source(), target)) {
          columns
              .computeIfAbsent(
                  "%s -> %s: %s"
                      .formatted(column.source().type().declared(), target.ddl(), meaning),
                  none -> new ArrayList<>())
              .add(table.source().name() + "." + column.source().name());
        }
      }
    }
    columns.forEach((meaning, names) -> findings.note(Note.Kind.MEANING, named(names), meaning));
    if (texts) {
      findings.note(
          Note.Kind.MEANING,
          "every text",
          "is compared and sorted by the code points of its characters, whatever collation the"
              + " source has: 'Z' stands before 'a', and ranges of texts hold other rows");
    }
  }

  /** One line for each thing that is otherwise. */
  static List<String> ofColumn(SourceColumn column, SpannerType target) {
    List<String> meanings = new ArrayList<>(of(column.type().type(), target).stream().toList());
    column.type().changed().ifPresent(meanings::add);
    if (!column.enumLabels().isEmpty()) {
      meanings.add(
          "it is sorted by the code points of its labels, no more by their order in the source ("
              + labels(column.enumLabels())
              + ")");
    }
    return meanings;
  }

  private static String labels(List<String> labels) {
    String named = labels.stream().limit(MOST_LABELS_NAMED).collect(Collectors.joining(", "));
    return named + (labels.size() > MOST_LABELS_NAMED ? ", …" : "");
  }

  private static String named(List<String> columns) {
    String named = columns.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = columns.size() - MOST_NAMED;
    return (columns.size() == 1 ? "column " : "columns ")
        + named
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** What is otherwise; empty if a value means the same on both sides. */
  static Optional<String> of(PortableType source, SpannerType target) {
    Optional<String> single = ofSingle(source.single(), target);
    if (!source.isArray()) {
      return single;
    }
    String array =
        target.array()
            ? "arrays cannot be compared, sorted or grouped; one of several dimensions, or one that"
                + " does not start at 1, becomes a dead letter"
            : "arrays are kept as the source's text";
    return Optional.of(single.map(meaning -> array + "; " + meaning).orElse(array));
  }

  private static Optional<String> ofSingle(PortableType source, SpannerType target) {
    if (target.code() == Code.STRING && source.kind() != Kind.TEXT) {
      return Optional.of(asText(source));
    }
    return switch (source.kind()) {
      case DECIMAL -> Optional.of(number(source));
      case FLOAT32, FLOAT64 ->
          Optional.of("NaN is equal to nothing, itself included, and is sorted first");
      case TEXT -> text(source);
      case DATE -> Optional.of(YEARS);
      case TIMESTAMP -> Optional.of(YEARS + FRACTIONS);
      case DATE_TIME ->
          Optional.of("it has no zone in the source and is taken as UTC; " + YEARS + FRACTIONS);
      case JSON ->
          Optional.of(
              "white space, the order of members and the digits of a number are not kept; a"
                  + " document with a key twice, a number that is no 64-bit integer or double, more"
                  + " than 80 levels or 10 MB becomes a dead letter; documents cannot be compared,"
                  + " sorted or grouped");
      case INTEGER ->
          source.range().equals(INT64)
              ? Optional.empty()
              : Optional.of(
                  "numbers beyond %s are taken too"
                      .formatted(source.range().map(MeaningChanges::text).orElseThrow()));
      case BOOLEAN, BYTES, TIME, UUID, OTHER, ARRAY -> Optional.empty();
    };
  }

  private static String text(PortableType.Range range) {
    return "%d to %d".formatted(range.minimum(), range.maximum());
  }

  private static String asText(PortableType source) {
    String why = source.kind() == Kind.DECIMAL ? ", since NUMERIC has too few digits for it" : "";
    String kept =
        "it is kept as the source's text%s, and is compared and sorted as text".formatted(why);
    return switch (source.kind()) {
      case INTEGER, DECIMAL, FLOAT32, FLOAT64 ->
          kept + ": '10' stands before '9', 1.0 and 1.00 are two values, sums need a CAST";
      case UUID ->
          "it is kept as text in lower case; the same one in upper case is not equal to it";
      case BOOLEAN, BYTES, DATE, TIME, DATE_TIME, TIMESTAMP, JSON, OTHER, ARRAY, TEXT ->
          kept
              + "; the source's functions for it are gone"
              + (source.equality() == Equality.BY_VALUE
                  ? ", and values that are equal there may be different texts"
                  : "");
    };
  }

  private static String number(PortableType source) {
    String kept =
        "only the number is kept: 1.50 is printed as 1.5, without a currency; NaN becomes a dead"
            + " letter";
    return source.precision() > 0
        ? kept + "; digits beyond those declared are neither rounded nor refused"
        : kept
            + ", as do the infinities and a value with more than 29 digits before the point or 9"
            + " behind it; as STRING(MAX), by the mapping file, they are kept as text";
  }

  private static Optional<String> text(PortableType source) {
    return switch (source.equality()) {
      case IGNORES_CASE ->
          Optional.of("upper and lower case differ, also in keys and unique indexes");
      case IGNORES_LAST_BLANKS ->
          Optional.of("blanks at its end count, also in keys and unique indexes");
      case PADDED -> Optional.of("it keeps its padding, which counts: 'a' is not equal to 'a  '");
      case EXACT, BY_VALUE -> Optional.empty();
    };
  }
}
