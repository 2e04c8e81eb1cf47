package dev.crossover.engine.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements of the target as a file that a person can read and run.
 *
 * <p>A statement ends with a semicolon at the end of a line; a line that begins with {@code --} is
 * a comment.
 *
 * @param statements without a semicolon at their end
 */
public record SchemaScript(List<String> statements) {
  public SchemaScript {
    statements = List.copyOf(statements);
  }

  /** Reads what {@link #toSql} writes. */
  public static SchemaScript parse(String sql) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : sql.lines().toList()) {
      if (line.startsWith("--")) {
        continue;
      }
      if (line.endsWith(";")) {
        statement.append(line, 0, line.length() - 1);
        statements.add(statement.toString().strip());
        statement.setLength(0);
      } else {
        statement.append(line).append('\n');
      }
    }
    return new SchemaScript(statements);
  }

  /**
   * @param heading what the file is for; becomes a comment
   */
  public String toSql(String heading) {
    StringBuilder sql = new StringBuilder("-- ").append(heading).append('\n');
    for (String statement : statements) {
      sql.append('\n').append(statement).append(";\n");
    }
    return sql.toString();
  }
}
