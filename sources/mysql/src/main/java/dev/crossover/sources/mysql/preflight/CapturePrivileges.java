package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlGrants;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.util.ArrayList;
import java.util.List;

/**
 * Crossover's user may read the binary log, keep a database of its own, and close the source.
 *
 * @param user of the source, by the settings
 */
public record CapturePrivileges(MysqlDatabase source, String user) implements Check {
  private static final String OWN = "crossover";

  /** What the server is asked for. */
  private record Asked(MysqlServer server, MysqlGrants grants) {}

  @Override
  public String name() {
    return "capture-privileges";
  }

  @Override
  public List<Finding> look() {
    Asked asked =
        MysqlStatements.run(
            source,
            "read the user's rights",
            connection -> new Asked(MysqlServer.of(connection), MysqlGrants.read(connection)));
    return judge(asked.server().mariadb(), asked.grants());
  }

  List<Finding> judge(boolean mariadb, MysqlGrants grants) {
    List<Finding> findings = new ArrayList<>();
    need(findings, grants, "read the binary log", "REPLICATION SLAVE");
    need(
        findings,
        grants,
        "see where the binary log ends",
        mariadb ? "BINLOG MONITOR" : "REPLICATION CLIENT",
        "SUPER");
    need(findings, grants, "tell a swapped table, and see who else is connected", "PROCESS");
    need(findings, grants, "see the events that would go on writing in the fence", "EVENT");
    if (!mariadb) {
      need(findings, grants, "see prepared transactions", "XA_RECOVER_ADMIN");
    }
    need(findings, grants, "lock the application's users", "CREATE USER");
    need(
        findings,
        grants,
        "end the application's sessions",
        mariadb ? "CONNECTION ADMIN" : "CONNECTION_ADMIN",
        "SUPER");
    if (!grants.in("mysql", "SELECT")) {
      findings.add(missing("see the application's users", "SELECT ON mysql.*"));
    }
    for (String privilege : List.of("CREATE", "DROP", "SELECT", "INSERT", "UPDATE", "DELETE")) {
      if (!grants.in(OWN, privilege)) {
        findings.add(missing("keep its own tables", "ALL ON " + OWN + ".*"));
        break;
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.pass(this, user + " may read the log and close the source"))
        : findings;
  }

  private void need(List<Finding> findings, MysqlGrants grants, String what, String... anyOf) {
    if (!grants.everywhere(anyOf)) {
      findings.add(missing(what, anyOf[0] + " ON *.*"));
    }
  }

  private Finding missing(String what, String grant) {
    return Finding.fail(this, user + " may not " + what, "GRANT %s TO %s;".formatted(grant, user));
  }
}
