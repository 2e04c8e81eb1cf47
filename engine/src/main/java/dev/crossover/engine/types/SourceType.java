package dev.crossover.engine.types;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * The type of a source column.
 *
 * @param name the source's own short name, which no other type of it has: {@code int4}, {@code
 *     varchar}; with its schema if a user made the type: {@code public.mood}; for an array the
 *     element's name
 * @param declared the type as a person writes it, for messages and casts: {@code numeric(10,2)[]}
 * @param type what the values of the column are
 * @param changed what the source's own text form leaves out of its values, and so arrives changed;
 *     empty if nothing
 */
public record SourceType(
    String name, String declared, PortableType type, Optional<String> changed) {
  /** A type whose text form leaves nothing out. */
  public SourceType(String name, String declared, PortableType type) {
    this(name, declared, type, Optional.empty());
  }

  @JsonIgnore
  public boolean isArray() {
    return type.isArray();
  }

  /**
   * Whether two values that are equal in the source have the same text, one of this type and one of
   * another. Texts that ignore case or blanks do not have it, nor do padded texts of unequal
   * lengths, nor {@code 1 day} and {@code 24:00:00}.
   */
  public boolean equalOnlyIfSameText(SourceType other) {
    PortableType.Equality equality = type.equality();
    if (equality != other.type.equality() || type.kind() != other.type.kind()) {
      return false;
    }
    return switch (equality) {
      case EXACT -> type.kind() == PortableType.Kind.TEXT || name.equals(other.name);
      case PADDED -> type.length() > 0 && type.length() == other.type.length();
      case IGNORES_CASE, IGNORES_LAST_BLANKS, BY_VALUE -> false;
    };
  }
}
