package dev.crossover.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a JSON tree against the records it is for; collects every problem with its key. */
final class SettingsTree {
  private final List<String> problems;

  SettingsTree(List<String> problems) {
    this.problems = problems;
  }

  /** Puts the given values over the defaults, object by object. */
  void overlay(ObjectNode defaults, ObjectNode given, String path) {
    given
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              JsonNode value = entry.getValue();
              if (path.isEmpty() && key.equals("environment")) {
                problems.add("environment is the file's name and cannot be set in it");
              } else if (defaults.get(key) instanceof ObjectNode inner
                  && value instanceof ObjectNode object) {
                overlay(inner, object, path + key + ".");
              } else {
                defaults.set(key, value);
              }
            });
  }

  /** Checks keys and types; enum words become the names of their constants. */
  void check(ObjectNode tree, Class<?> type, String path) {
    Map<String, RecordComponent> known =
        Arrays.stream(type.getRecordComponents())
            .collect(Collectors.toMap(component -> snake(component.getName()), c -> c));
    tree.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.containsKey(key)) {
                problems.add(
                    "%s%s is not a known key; the nearest is %s%s"
                        .formatted(path, key, path, nearest(key, known.keySet())));
              }
            });
    for (RecordComponent component : type.getRecordComponents()) {
      String key = snake(component.getName());
      checkValue(tree, key, component.getGenericType(), path + key);
    }
  }

  private void checkValue(ObjectNode tree, String key, Type type, String path) {
    JsonNode value = tree.get(key);
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      if (value != null && !value.isNull()) {
        checkValue(tree, key, generic.getActualTypeArguments()[0], path);
      }
    } else if (value == null || value.isNull()) {
      problems.add(path + " is missing; set it");
    } else if (type instanceof ParameterizedType generic) {
      Class<?> element = (Class<?>) generic.getActualTypeArguments()[0];
      boolean fits = value.isArray();
      for (JsonNode item : value) {
        fits &= fits(item, element);
      }
      report(fits, path, "a list of " + words(element), value);
    } else if (type instanceof Class<?> simple) {
      checkSimple(tree, key, simple, path);
    }
  }

  private void checkSimple(ObjectNode tree, String key, Class<?> type, String path) {
    JsonNode value = tree.get(key);
    if (type.isRecord() && type != SecretReference.class) {
      if (value instanceof ObjectNode object) {
        check(object, type, path + ".");
      } else {
        report(false, path, "an object", value);
      }
    } else if (type.isEnum()) {
      String constant = value.asText().toUpperCase(Locale.ROOT).replace('-', '_');
      boolean fits =
          Arrays.stream(type.getEnumConstants()).anyMatch(c -> c.toString().equals(constant))
              && !value.asText().contains("_");
      report(fits, path, words(type), value);
      tree.put(key, constant);
    } else if (type == SecretReference.class) {
      checkSecret(value, path);
    } else {
      report(fits(value, type), path, words(type), value);
    }
  }

  /** The value may be a real secret that somebody pasted here, so it is never repeated. */
  private void checkSecret(JsonNode value, String path) {
    if (!value.isTextual()) {
      problems.add(path + " must be env:NAME or file:PATH");
      return;
    }
    try {
      SecretReference.parse(value.asText());
    } catch (SettingsException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }

  private void report(boolean fits, String path, String allowed, JsonNode value) {
    if (!fits) {
      problems.add("%s must be %s, got %s".formatted(path, allowed, value));
    }
  }

  private static boolean fits(JsonNode value, Class<?> type) {
    if (type == int.class) {
      return value.isIntegralNumber() && value.canConvertToInt();
    }
    if (type == long.class) {
      return value.isIntegralNumber() && value.canConvertToLong();
    }
    return type == boolean.class ? value.isBoolean() : value.isTextual();
  }

  private static String words(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", or "));
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    return type == boolean.class ? "true or false" : "a text";
  }

  static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String nearest(String key, Iterable<String> known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(key, candidate);
      if (distance < least || (distance == least && candidate.compareTo(nearest) < 0)) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** How many letters must be put in, taken out or changed to make one word the other. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
