package dev.crossover.engine.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements as a file that a person can read and run.
 *
 * <p>A statement ends with a semicolon at the end of a line; a line that begins with {@code --} is
 * a comment.
 */
public record DdlScript(List<DdlStatement> statements) {
  public DdlScript {
    statements = List.copyOf(statements);
  }

  /** Reads what {@link #toSql} writes. */
  public static DdlScript parse(String sql) {
    List<DdlStatement> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : sql.lines().toList()) {
      if (line.startsWith("--")) {
        continue;
      }
      if (line.endsWith(";")) {
        statement.append(line, 0, line.length() - 1);
        statements.add(DdlStatement.parse(statement.toString()));
        statement.setLength(0);
      } else {
        statement.append(line).append('\n');
      }
    }
    return new DdlScript(statements);
  }

  /**
   * @param heading what the file is for; becomes a comment
   */
  public String toSql(String heading) {
    StringBuilder sql = new StringBuilder("-- ").append(heading).append('\n');
    for (DdlStatement statement : statements) {
      sql.append('\n').append(statement.sql()).append(";\n");
    }
    return sql.toString();
  }
}
