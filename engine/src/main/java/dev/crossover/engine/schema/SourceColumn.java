package dev.crossover.engine.schema;

import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;

/**
 * A column of the source.
 *
 * @param type of the values, where a user's name for a type stands for the type behind it
 * @param nullable false also if the column's type forbids NULL
 * @param fill where a value comes from when an INSERT names none
 * @param enumLabels the texts that an enum (or an array's element enum) allows, in order; else
 *     empty
 * @param domainChecks conditions that come with the column's type
 * @param obstacle why values of the type cannot be moved but as text; empty if they can
 */
public record SourceColumn(
    String name,
    SourceType type,
    boolean nullable,
    Fill fill,
    List<String> enumLabels,
    List<SourceTable.SourceCheck> domainChecks,
    Optional<String> obstacle,
    Optional<String> comment) {

  /**
   * Where a value comes from when an INSERT names none.
   *
   * @param text in the source's words; empty for NONE and IDENTITY
   * @param expression what the text means; empty if it may mean something else in the target
   */
  public record Fill(Kind kind, String text, Optional<Expression> expression) {
    public static final Fill NONE = new Fill(Kind.NONE, "", Optional.empty());

    /** Who gives the value. */
    public enum Kind {
      NONE,
      DEFAULT,
      /** A sequence gives the value, alone or in an expression; it is handed over on its own. */
      SEQUENCE,
      IDENTITY,
      GENERATED
    }
  }

  public SourceColumn {
    enumLabels = List.copyOf(enumLabels);
    domainChecks = List.copyOf(domainChecks);
  }

  public boolean generated() {
    return fill.kind() == Fill.Kind.GENERATED;
  }

  SourceColumn withoutComment() {
    return new SourceColumn(
        name, type, nullable, fill, enumLabels, domainChecks, obstacle, Optional.empty());
  }
}
