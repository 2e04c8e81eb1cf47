package dev.crossover.engine.schema;

import java.util.List;
import java.util.Optional;

/**
 * A column of the source.
 *
 * @param type with domains resolved
 * @param dimensions of an array as declared (PostgreSQL does not enforce them); 0 if not an array
 * @param nullable false also if a domain forbids NULL
 * @param fill where a value comes from when an INSERT names none
 * @param enumLabels the labels of an enum (or of an array's element enum), in order; else empty
 * @param domainChecks conditions of the column's domains, over the name {@code VALUE}
 * @param caseSensitive false if two texts that differ can be equal (citext, a nondeterministic
 *     collation)
 */
public record SourceColumn(
    String name,
    SourceType type,
    int dimensions,
    boolean nullable,
    Fill fill,
    List<String> enumLabels,
    List<SourceTable.SourceCheck> domainChecks,
    boolean caseSensitive,
    Optional<String> comment) {

  /**
   * Where a value comes from when an INSERT names none.
   *
   * @param expression in the source's words; empty for NONE and IDENTITY
   */
  public record Fill(Kind kind, String expression) {
    public static final Fill NONE = new Fill(Kind.NONE, "");

    /** Who gives the value. */
    public enum Kind {
      NONE,
      DEFAULT,
      IDENTITY,
      GENERATED
    }
  }

  public boolean generated() {
    return fill.kind() == Fill.Kind.GENERATED;
  }

  SourceColumn withoutComment() {
    return new SourceColumn(
        name,
        type,
        dimensions,
        nullable,
        fill,
        enumLabels,
        domainChecks,
        caseSensitive,
        Optional.empty());
  }
}
