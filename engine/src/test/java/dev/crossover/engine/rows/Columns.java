package dev.crossover.engine.rows;

import dev.crossover.engine.schema.SourceType;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetType;
import dev.crossover.engine.schema.TargetType.Code;

/** Target columns for tests. */
final class Columns {
  private Columns() {}

  static TargetColumn column(String name, String sourceType, Code code) {
    return column(name, sourceType, new TargetType(code, 0, false));
  }

  static TargetColumn array(String name, String elementType, Code code) {
    return column(name, elementType + "[]", new TargetType(code, 0, true));
  }

  static TargetColumn column(String name, String sourceType, TargetType type) {
    return new TargetColumn(name, source(sourceType), name, type, true, false);
  }

  static SourceType source(String declared) {
    boolean array = declared.endsWith("[]");
    String element = array ? declared.substring(0, declared.length() - 2) : declared;
    return new SourceType(
        SourceType.Kind.BUILT_IN, element.replaceAll("\\(.*", ""), declared, -1, -1, -1, array);
  }
}
