package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a commit outlasts a crash. One that does not may have been captured by then: the target
 * has it, and the source, which begins again without it, gives its key and its place in the log to
 * something else. A warning, since nothing is lost while the server runs, and the verification
 * inside the fence compares what is there after a crash.
 */
public record DurableCommits(MysqlDatabase source) implements Check {
  @Override
  public String name() {
    return "durable-commits";
  }

  @Override
  public List<Finding> look() {
    return judge(ServerVariables.read(source, "sync_binlog", "innodb_flush_log_at_trx_commit"));
  }

  List<Finding> judge(ServerVariables server) {
    List<Finding> findings = new ArrayList<>();
    for (String variable : List.of("sync_binlog", "innodb_flush_log_at_trx_commit")) {
      if (!server.is(variable, "1")) {
        findings.add(
            Finding.warning(
                this,
                "%s is %s: a crash of the server or its machine may undo commits that the change stream has carried over, so that the target has rows which the source lost"
                    .formatted(variable, server.text(variable).orElse("unknown")),
                "SET GLOBAL %s = 1; until the cutover; after a crash without it begin a new migration"
                    .formatted(variable)));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "a commit is on disk before it is captured"))
        : findings;
  }
}
