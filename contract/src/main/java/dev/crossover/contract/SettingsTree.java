package dev.crossover.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds a JSON tree against the records it is for; collects every problem with its key. */
final class SettingsTree {
  private final List<String> problems;
  private final Set<String> wrong = new HashSet<>();

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

  /**
   * Checks keys and types; enum words become the names of their constants. What is wrong is
   * reported and then replaced by something of the right type, so that the rules can look at the
   * rest.
   */
  void check(ObjectNode tree, Class<?> type, String path) {
    Map<String, RecordComponent> known = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(snake(component.getName()), component);
    }
    List<String> unknown = new ArrayList<>();
    tree.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.containsKey(key)) {
                unknown.add(key);
              }
            });
    for (String key : unknown) {
      problems.add(
          "%s%s is not a known key; the nearest is %s%s"
              .formatted(path, key, path, NearestName.of(key, known.keySet()).orElse("")));
      tree.remove(key);
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String key = snake(component.getName());
      checkValue(tree, key, component.getGenericType(), path + key);
    }
  }

  /** Whether a problem of this key, or of one above it, was reported already. */
  boolean reported(String key) {
    return wrong.stream().anyMatch(w -> key.equals(w) || key.startsWith(w + "."));
  }

  private void checkValue(ObjectNode tree, String key, Type type, String path) {
    JsonNode value = tree.get(key);
    boolean missing = value == null || value.isNull();
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      if (!missing) {
        checkValue(tree, key, generic.getActualTypeArguments()[0], path);
      }
    } else if (missing) {
      problems.add(path + " is missing; set it");
      repair(tree, key, type, path);
    } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      checkMap(tree, key, generic, path);
    } else if (type instanceof ParameterizedType generic) {
      Class<?> element = (Class<?>) generic.getActualTypeArguments()[0];
      boolean fits = value.isArray();
      for (JsonNode item : value) {
        fits &= fits(item, element);
      }
      report(fits, tree, key, type, path, "a list of " + words(element));
    } else if (type instanceof Class<?> simple) {
      checkSimple(tree, key, simple, path);
    }
  }

  private void checkMap(ObjectNode tree, String key, ParameterizedType type, String path) {
    Type element = type.getActualTypeArguments()[1];
    if (tree.get(key) instanceof ObjectNode entries) {
      List<String> names = new ArrayList<>();
      entries.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> checkValue(entries, name, element, path + "." + name));
    } else {
      report(false, tree, key, type, path, "an object");
    }
  }

  private void checkSimple(ObjectNode tree, String key, Class<?> type, String path) {
    JsonNode value = tree.get(key);
    if (type.isRecord() && type != SecretReference.class) {
      if (value instanceof ObjectNode object) {
        check(object, type, path + ".");
      } else {
        report(false, tree, key, type, path, "an object");
      }
    } else if (type.isEnum()) {
      String constant = value.asText().toUpperCase(Locale.ROOT).replace('-', '_');
      boolean fits =
          Arrays.stream(type.getEnumConstants()).anyMatch(c -> c.toString().equals(constant))
              && !value.asText().contains("_");
      report(fits, tree, key, type, path, words(type));
      if (fits) {
        tree.put(key, constant);
      }
    } else if (type == SecretReference.class) {
      checkSecret(tree, key, path);
    } else {
      report(fits(value, type), tree, key, type, path, words(type));
    }
  }

  /** The value may be a real secret that somebody pasted here, so it is never repeated. */
  private void checkSecret(ObjectNode tree, String key, String path) {
    try {
      SecretReference.parse(tree.get(key).isTextual() ? tree.get(key).asText() : "");
    } catch (SettingsException e) {
      problems.add(path + ": " + e.getMessage());
      repair(tree, key, SecretReference.class, path);
    }
  }

  private void report(
      boolean fits, ObjectNode tree, String key, Type type, String path, String allowed) {
    if (!fits) {
      problems.add("%s must be %s, got %s".formatted(path, allowed, tree.get(key)));
      repair(tree, key, type, path);
    }
  }

  private void repair(ObjectNode tree, String key, Type type, String path) {
    wrong.add(path);
    fill(tree, key, type);
  }

  /** Puts some value of a type in place. */
  private static void fill(ObjectNode tree, String key, Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Map.class) {
        tree.putObject(key);
      } else if (generic.getRawType() == List.class) {
        tree.putArray(key);
      } else {
        tree.remove(key);
      }
    } else if (type instanceof Class<?> simple && simple.isEnum()) {
      tree.put(key, simple.getEnumConstants()[0].toString());
    } else if (type == SecretReference.class) {
      tree.put(key, "env:NONE");
    } else if (type instanceof Class<?> simple && simple.isRecord()) {
      ObjectNode inner = tree.putObject(key);
      for (RecordComponent component : simple.getRecordComponents()) {
        fill(inner, snake(component.getName()), component.getGenericType());
      }
    } else if (type == boolean.class) {
      tree.put(key, false);
    } else if (type == String.class) {
      tree.put(key, "");
    } else {
      tree.put(key, 0);
    }
  }

  private static boolean fits(JsonNode value, Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return value.isIntegralNumber() && value.canConvertToInt();
    }
    if (type == long.class || type == Long.class) {
      return value.isIntegralNumber() && value.canConvertToLong();
    }
    return type == boolean.class ? value.isBoolean() : value.isTextual();
  }

  static String words(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(SettingsTree::word)
          .collect(Collectors.joining(", or "));
    }
    if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
      return "a whole number";
    }
    return type == boolean.class ? "true or false" : "a text";
  }

  static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
