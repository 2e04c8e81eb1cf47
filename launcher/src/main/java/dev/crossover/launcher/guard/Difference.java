package dev.crossover.launcher.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One value of a resource that a plan changes.
 *
 * @param path where it is, such as {@code source_config[0].mysql_source_config[0].gtid[0]}
 * @param hidden whether Terraform calls one of the values sensitive
 * @param unknown whether the new value is known only when the plan is applied
 */
record Difference(String path, JsonNode before, JsonNode after, boolean hidden, boolean unknown) {
  private static final JsonNode NOTHING = MissingNode.getInstance();

  /** Terraform's words for one value, and what it says about them beside. */
  private record Sides(JsonNode before, JsonNode after, JsonNode unknown, Sensitive sensitive) {

    static Sides of(JsonNode change) {
      return new Sides(
          change.path("before"),
          change.path("after"),
          change.path("after_unknown"),
          new Sensitive(change.path("before_sensitive"), change.path("after_sensitive")));
    }

    Sides field(String name) {
      return new Sides(
          before.path(name),
          after.path(name),
          unknown.isObject() ? unknown.path(name) : unknown,
          new Sensitive(
              inside(sensitive.before, sensitive.before.path(name)),
              inside(sensitive.after, sensitive.after.path(name))));
    }

    Sides item(int index) {
      return new Sides(
          before.path(index),
          after.path(index),
          unknown.isArray() ? unknown.path(index) : unknown,
          new Sensitive(
              inside(sensitive.before, sensitive.before.path(index)),
              inside(sensitive.after, sensitive.after.path(index))));
    }

    /** What is said of a whole holds for all that is in it. */
    private static JsonNode inside(JsonNode whole, JsonNode part) {
      return whole.isBoolean() ? whole : part;
    }

    Difference at(String path) {
      boolean hidden = sensitive.before.asBoolean() || sensitive.after.asBoolean();
      return new Difference(path, before, after, hidden, unknown.asBoolean());
    }
  }

  private record Sensitive(JsonNode before, JsonNode after) {}

  /** Every value that differs, in the order of their names. */
  static List<Difference> of(JsonNode change) {
    List<Difference> found = new ArrayList<>();
    collect("", Sides.of(change), found);
    return found;
  }

  /** The value that a path of steps leads to, whether it differs or not. */
  static Difference at(JsonNode steps, JsonNode change) {
    Sides sides = Sides.of(change);
    StringBuilder path = new StringBuilder();
    for (JsonNode step : steps) {
      sides = step.isInt() ? sides.item(step.asInt()) : sides.field(step.asText());
      path.append(step.isInt() ? "[" + step + "]" : (path.isEmpty() ? "" : ".") + step.asText());
    }
    return sides.at(path.toString());
  }

  private static void collect(String path, Sides sides, List<Difference> found) {
    if (sides.before.isObject() || sides.after.isObject()) {
      int until = found.size();
      for (String name : names(sides)) {
        collect(path.isEmpty() ? name : path + "." + name, sides.field(name), found);
      }
      // A block may say something by being there, and have nothing in it.
      if (found.size() == until && sides.before.isObject() != sides.after.isObject()) {
        found.add(sides.at(path));
      }
    } else if (sides.before.isArray() || sides.after.isArray()) {
      for (int i = 0; i < Math.max(sides.before.size(), sides.after.size()); i++) {
        collect(path + "[" + i + "]", sides.item(i), found);
      }
      if (sides.unknown.isBoolean() && sides.unknown.asBoolean()) {
        found.add(sides.at(path));
      }
    } else if (!meaning(sides.before).equals(meaning(sides.after)) || sides.unknown.asBoolean()) {
      found.add(sides.at(path));
    }
  }

  private static Set<String> names(Sides sides) {
    Set<String> names = new TreeSet<>();
    sides.before.fieldNames().forEachRemaining(names::add);
    sides.after.fieldNames().forEachRemaining(names::add);
    if (sides.unknown.isObject()) {
      sides.unknown.fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  /** Providers write an attribute that is not set as null, as an empty text, or not at all. */
  private static JsonNode meaning(JsonNode value) {
    boolean empty = value.isTextual() && value.asText().isEmpty();
    return value.isNull() || empty ? NOTHING : value;
  }

  /** The path without the places in lists. */
  String attribute() {
    return path.replaceAll("\\[\\d+\\]", "");
  }

  @Override
  public String toString() {
    if (hidden || (before.isContainerNode() && after.isContainerNode())) {
      return path;
    }
    return "%s: %s -> %s".formatted(path, text(before), unknown ? "not known yet" : text(after));
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "null" : value.isContainerNode() ? "{}" : value.toString();
  }
}
