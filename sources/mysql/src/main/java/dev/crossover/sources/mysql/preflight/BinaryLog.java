package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.log.GtidSet;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import java.util.ArrayList;
import java.util.List;

/** The server writes a log of whole rows, which is what changes are captured from. */
public record BinaryLog(MysqlDatabase source) implements Check {
  @Override
  public String name() {
    return "binary-log";
  }

  @Override
  public List<Finding> look() {
    return judge(
        ServerVariables.read(
            source,
            "log_bin",
            "server_id",
            "binlog_format",
            "binlog_row_image",
            "binlog_row_value_options",
            "binlog_order_commits",
            "log_bin_compress",
            "binlog_transaction_compression",
            "gtid_executed"));
  }

  List<Finding> judge(ServerVariables server) {
    List<Finding> findings = new ArrayList<>();
    if (!server.is("log_bin", "ON", "1")) {
      findings.add(
          Finding.fail(
              this,
              "log_bin is off: the server writes no binary log",
              "set log_bin and server_id in the server's configuration and start it again"));
    }
    if (server.is("server_id", "0")) {
      findings.add(
          Finding.fail(
              this,
              "server_id is 0, so the server serves no reader of its log",
              "SET GLOBAL server_id = 1; with a number that no other server has"));
    }
    if (!server.is("binlog_format", "ROW")) {
      findings.add(
          Finding.fail(
              this,
              "binlog_format is " + server.text("binlog_format").orElse("unknown"),
              "SET GLOBAL binlog_format = 'ROW'; open sessions keep their own until they end"));
    }
    if (!server.is("binlog_row_image", "FULL")) {
      findings.add(
          Finding.fail(
              this,
              "binlog_row_image is " + server.text("binlog_row_image").orElse("unknown"),
              "SET GLOBAL binlog_row_image = 'FULL'; open sessions keep their own until they end"));
    }
    if (server.is("binlog_row_value_options", "PARTIAL_JSON")) {
      findings.add(
          Finding.fail(
              this,
              "binlog_row_value_options is PARTIAL_JSON, so a changed document is logged in parts",
              "SET GLOBAL binlog_row_value_options = ''; open sessions keep their own until they"
                  + " end"));
    }
    if (server.is("binlog_order_commits", "OFF", "0")) {
      findings.add(
          Finding.fail(
              this,
              "binlog_order_commits is OFF, so a row may stand in the log long before a query sees"
                  + " it, and the stream could begin behind a row that the bulk load does not see",
              "SET GLOBAL binlog_order_commits = ON;"));
    }
    if (server.is("log_bin_compress", "ON", "1")) {
      findings.add(
          Finding.fail(
              this,
              "log_bin_compress is ON, and the change stream cannot read compressed events",
              "SET GLOBAL log_bin_compress = OFF;"));
    }
    if (server.is("binlog_transaction_compression", "ON", "1")) {
      findings.add(
          Finding.fail(
              this,
              "binlog_transaction_compression is ON, and a compressed transaction that has more"
                  + " changes than bytes ends the change stream",
              "SET GLOBAL binlog_transaction_compression = OFF; open sessions keep their own until"
                  + " they end"));
    }
    if (isTagged(server.text("gtid_executed").orElse(""))) {
      findings.add(
          Finding.fail(
              this,
              "gtid_executed has identifiers with a tag, which the change stream cannot read",
              "end what sets GTID_NEXT = 'AUTOMATIC:TAG', then, where nobody else reads the log,"
                  + " RESET BINARY LOGS AND GTIDS; which empties gtid_executed"));
    }
    return findings.isEmpty() ? List.of(Finding.pass(this, "whole rows are logged")) : findings;
  }

  /** Only MySQL has the variable. */
  private static boolean isTagged(String executed) {
    return GtidSet.ofMysql(executed).isTagged();
  }
}
