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

  /**
   * By name. A component that is a record of several stands for these; one that is an empty {@link
   * Optional} or an empty text is left out.
   */
  static Map<String, String> map(Record parameters) {
    Map<String, String> map = new TreeMap<>();
    for (RecordComponent component : parameters.getClass().getRecordComponents()) {
      Object value = value(component, parameters);
      if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> put(map, component.getName(), present));
      } else {
        put(map, component.getName(), value);
      }
    }
    return map;
  }

  private static void put(Map<String, String> map, String name, Object value) {
    boolean several =
        value instanceof Record
            && value.getClass().getEnclosingClass() != Units.class
            && !(value instanceof SecretReference);
    if (several) {
      map.putAll(map((Record) value));
    } else if (!value.toString().isEmpty()) {
      map.put(name, value.toString());
    }
  }

  private static Object value(RecordComponent component, Record parameters) {
    try {
      return component.getAccessor().invoke(parameters);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("a record's accessor must be callable", e);
    }
  }
}
