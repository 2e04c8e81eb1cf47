package dev.crossover.targets.spanner.ddl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target database holds, from the statements that Spanner prints for it. Spanner prints a
 * foreign key inside of its table and changes white space and quotes, so statements are compared in
 * parts and in one form.
 */
final class TargetDefinitions {
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE (\\S+?) ?\\((.*)\\) ?PRIMARY KEY ?\\((.*?)\\)(.*)");
  private static final Pattern CONSTRAINT = Pattern.compile("CONSTRAINT (\\S+) (.*)");

  private record Table(List<String> columns, String key, String tail) {}

  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, String> indexes = new HashMap<>();
  private final Map<String, String> constraints = new HashMap<>();

  private TargetDefinitions() {}

  static TargetDefinitions parse(List<String> ddl) {
    TargetDefinitions definitions = new TargetDefinitions();
    ddl.forEach(definitions::add);
    return definitions;
  }

  private void add(String sql) {
    String line = canonical(sql);
    DdlStatement statement = DdlStatement.parse(line);
    switch (statement.effect()) {
      case CREATE_TABLE -> addTable(line);
      case CREATE_INDEX -> indexes.put(key(statement.object()), line);
      case ADD_CONSTRAINT ->
          constraints.put(key(statement.object()), line.replaceFirst("^.* ADD ", ""));
      case DROP_CONSTRAINT, OTHER -> {}
    }
  }

  private void addTable(String line) {
    Matcher matcher = TABLE.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    List<String> columns = new ArrayList<>();
    for (String part : parts(matcher.group(2))) {
      Matcher constraint = CONSTRAINT.matcher(part);
      if (constraint.matches()) {
        constraints.put(key(constraint.group(1)), part);
      } else if (!part.isEmpty()) {
        columns.add(part);
      }
    }
    tables.put(
        key(matcher.group(1)),
        new Table(columns, matcher.group(3), matcher.group(4).replaceFirst("^[, ]+", "")));
  }

  boolean has(String name) {
    return tables.containsKey(key(name))
        || indexes.containsKey(key(name))
        || constraints.containsKey(key(name));
  }

  /** How an existing object differs from the one that a statement would make. */
  Optional<String> difference(DdlStatement statement) {
    TargetDefinitions wanted = parse(List.of(statement.sql()));
    String name = key(statement.object());
    return switch (statement.effect()) {
      case CREATE_TABLE -> difference(wanted.tables.get(name), tables.get(name));
      case CREATE_INDEX -> difference(wanted.indexes.get(name), indexes.get(name));
      case ADD_CONSTRAINT -> difference(wanted.constraints.get(name), constraints.get(name));
      case DROP_CONSTRAINT, OTHER -> Optional.empty();
    };
  }

  private static Optional<String> difference(String wanted, String found) {
    return wanted.equals(found)
        ? Optional.empty()
        : Optional.of("planned `%s`, found `%s`".formatted(wanted, found));
  }

  /** Defaults may change after cutover, and so may what a parent's delete does. */
  private static Optional<String> difference(Table wanted, Table found) {
    if (found == null) {
      return Optional.of("it is not a table");
    }
    List<String> wantedColumns = wanted.columns().stream().map(TargetDefinitions::bare).toList();
    List<String> foundColumns = found.columns().stream().map(TargetDefinitions::bare).toList();
    Optional<String> columns = difference(wantedColumns.toString(), foundColumns.toString());
    Optional<String> key = difference(wanted.key(), found.key());
    return columns
        .or(() -> key)
        .or(() -> difference(withoutAction(wanted.tail()), withoutAction(found.tail())));
  }

  private static String bare(String column) {
    return column.replaceFirst(" DEFAULT .*", "");
  }

  private static String withoutAction(String tail) {
    return tail.replaceFirst(" ON DELETE .*", "");
  }

  /** Splits at the commas that are in no brackets and no literal. */
  private static List<String> parts(String body) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int start = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(body.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(body.substring(start).strip());
    return parts;
  }

  private static String canonical(String sql) {
    return sql.strip()
        .replace("`", "")
        .replaceAll("\\s+", " ")
        .replaceAll(" ?([(),<>]) ?", "$1")
        .replaceAll(" ON DELETE NO ACTION", "")
        .replace("(", " (")
        .replace(")", ") ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
