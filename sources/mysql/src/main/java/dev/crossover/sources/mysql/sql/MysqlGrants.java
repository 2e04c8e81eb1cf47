package dev.crossover.sources.mysql.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user may do, by the words of {@code SHOW GRANTS}. */
public record MysqlGrants(List<Granted> all) {
  public MysqlGrants {
    all = List.copyOf(all);
  }

  private static final Pattern GRANT = Pattern.compile("GRANT (.+) ON (\\S+) TO .*");

  /** A comma that is not between the columns of a privilege. */
  private static final Pattern BETWEEN = Pattern.compile(",\\s*(?![^()]*\\))");

  /**
   * A line of the answer.
   *
   * @param scope such as {@code *.*} or {@code `shop`.*}
   */
  public record Granted(List<String> privileges, String scope) {
    boolean gives(List<String> anyOf) {
      return privileges.contains("ALL PRIVILEGES") || privileges.stream().anyMatch(anyOf::contains);
    }

    /** A database may be named by a pattern. */
    boolean covers(String database) {
      return scope.equals("*.*")
          || (scope.endsWith(".*")
              && scope.startsWith("`")
              && like(scope.substring(1, scope.length() - 3).replace("``", "`"), database));
    }

    private static boolean like(String pattern, String database) {
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < pattern.length(); i++) {
        char c = pattern.charAt(i);
        boolean escaped = c == '\\' && i + 1 < pattern.length();
        if (escaped) {
          i++;
          regex.append(Pattern.quote(pattern.substring(i, i + 1)));
        } else {
          regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c)));
        }
      }
      return database.matches(regex.toString());
    }
  }

  /** Those of the session's user and of the roles that are active in it. */
  public static MysqlGrants read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(statement(connection))) {
      List<String> lines = new ArrayList<>();
      while (row.next()) {
        lines.add(row.getString(1));
      }
      return parse(lines);
    }
  }

  /** MariaDB adds the active role by itself. */
  private static String statement(Connection connection) throws SQLException {
    if (MysqlServer.of(connection).mariadb()) {
      return "SHOW GRANTS";
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_role()")) {
      row.next();
      String roles = row.getString(1);
      return "SHOW GRANTS FOR CURRENT_USER()" + (roles.equals("NONE") ? "" : " USING " + roles);
    }
  }

  public static MysqlGrants parse(List<String> lines) {
    List<Granted> all = new ArrayList<>();
    for (String line : lines) {
      Matcher grant = GRANT.matcher(line);
      if (grant.matches()) {
        all.add(
            new Granted(
                List.of(BETWEEN.split(grant.group(1).toUpperCase(Locale.ROOT))), grant.group(2)));
      }
    }
    return new MysqlGrants(all);
  }

  /** Whether one of these privileges is held for the whole server. */
  public boolean everywhere(String... anyOf) {
    return all.stream().anyMatch(held -> held.scope().equals("*.*") && held.gives(List.of(anyOf)));
  }

  /** Whether one of these privileges is held for all of a database, tables to come included. */
  public boolean in(String database, String... anyOf) {
    return all.stream().anyMatch(held -> held.covers(database) && held.gives(List.of(anyOf)));
  }

  /** The scope of a whole database in SQL. */
  public static String scope(String database) {
    return Backticks.quoted(database) + ".*";
  }
}
