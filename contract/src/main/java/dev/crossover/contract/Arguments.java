package dev.crossover.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A record's components as command-line arguments. */
final class Arguments {
  private Arguments() {}

  static List<String> of(Record parameters) {
    return Arrays.stream(parameters.getClass().getRecordComponents())
        .map(component -> "--" + component.getName() + "=" + value(component, parameters))
        .toList();
  }

  private static Object value(RecordComponent component, Record parameters) {
    try {
      return component.getAccessor().invoke(parameters);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("a record's accessor must be callable", e);
    }
  }
}
