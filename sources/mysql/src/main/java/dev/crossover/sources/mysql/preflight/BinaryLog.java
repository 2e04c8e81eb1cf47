package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.util.ArrayList;
import java.util.List;

/** The server writes a log of whole rows, which is what changes are captured from. */
public record BinaryLog(MysqlDatabase source) implements Check {
  private record State(boolean on, String format, String image) {}

  @Override
  public String name() {
    return "binary-log";
  }

  @Override
  public List<Finding> look() {
    State state =
        new MysqlQuery(source, "the settings of the binary log")
            .list(
                "SELECT @@global.log_bin, @@global.binlog_format, @@global.binlog_row_image",
                row -> new State(row.getBoolean(1), row.getString(2), row.getString(3)))
            .get(0);
    List<Finding> findings = new ArrayList<>();
    if (!state.on()) {
      findings.add(
          Finding.fail(
              this, "the server writes no binary log", "start it with log_bin and server_id set"));
    }
    if (!state.format().equals("ROW")) {
      findings.add(
          Finding.fail(
              this, "binlog_format is " + state.format(), "SET GLOBAL binlog_format = 'ROW';"));
    }
    if (!state.image().equals("FULL")) {
      findings.add(
          Finding.fail(
              this,
              "binlog_row_image is " + state.image(),
              "SET GLOBAL binlog_row_image = 'FULL'; sessions that are open keep their own"));
    }
    return findings.isEmpty() ? List.of(Finding.pass(this, "whole rows are logged")) : findings;
  }
}
