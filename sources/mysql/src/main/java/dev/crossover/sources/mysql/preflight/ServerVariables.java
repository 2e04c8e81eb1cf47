package dev.crossover.sources.mysql.preflight;

import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Some global variables of a server, as far as it has them: MySQL and MariaDB share many.
 *
 * @param values by name
 */
record ServerVariables(Map<String, String> values) {
  static ServerVariables read(MysqlDatabase source, String... names) {
    Map<String, String> values = new TreeMap<>();
    List<String> wanted = List.of(names);
    new MysqlQuery(source, "variables of the server")
        .list(
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN (%s)"
                .formatted(MysqlQuery.parameters(wanted)),
            row -> Map.entry(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)),
            wanted)
        .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return new ServerVariables(values);
  }

  /** Empty if the server has no such variable. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether the server has the variable, with one of these values. */
  boolean is(String name, String... texts) {
    return text(name)
        .filter(value -> List.of(texts).contains(value.toUpperCase(Locale.ROOT)))
        .isPresent();
  }
}
