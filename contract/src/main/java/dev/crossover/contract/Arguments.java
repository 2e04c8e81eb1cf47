package dev.crossover.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A record's components as the parameters of a job. */
final class Arguments {
  private Arguments() {}

  static List<String> of(Record parameters) {
    return Arrays.stream(parameters.getClass().getRecordComponents())
        .map(component -> "--" + component.getName() + "=" + value(component, parameters))
        .toList();
  }

  /** By name; a component that is an empty {@link Optional} or an empty text is left out. */
  static Map<String, String> map(Record parameters) {
    Map<String, String> map = new TreeMap<>();
    for (RecordComponent component : parameters.getClass().getRecordComponents()) {
      Object value = value(component, parameters);
      String text =
          value instanceof Optional<?> optional
              ? optional.map(Object::toString).orElse("")
              : value.toString();
      if (!text.isEmpty()) {
        map.put(component.getName(), text);
      }
    }
    return map;
  }

  private static Object value(RecordComponent component, Record parameters) {
    try {
      return component.getAccessor().invoke(parameters);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("a record's accessor must be callable", e);
    }
  }
}
