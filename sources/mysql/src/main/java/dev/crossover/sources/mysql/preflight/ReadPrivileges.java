package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlGrants;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.util.ArrayList;
import java.util.List;

/**
 * Crossover's user may read every table, whole databases at a time: a server hides tables from a
 * user who may not read them, and what is hidden would not be missed.
 *
 * @param user of the source, by the settings
 * @param schemas the databases that are moved
 */
public record ReadPrivileges(MysqlDatabase source, String user, List<String> schemas)
    implements Check {
  @Override
  public String name() {
    return "source-privileges";
  }

  @Override
  public List<Finding> look() {
    return judge(MysqlStatements.run(source, "read the user's rights", MysqlGrants::read));
  }

  List<Finding> judge(MysqlGrants grants) {
    List<Finding> findings = new ArrayList<>();
    for (String schema : schemas) {
      if (!grants.in(schema, "SELECT")) {
        findings.add(
            Finding.fail(
                this,
                "%s may not read all of %s, and cannot see what it may not read"
                    .formatted(user, schema),
                "GRANT SELECT ON %s TO %s;".formatted(MysqlGrants.scope(schema), user)));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.pass(this, user + " may read " + String.join(", ", schemas)))
        : findings;
  }
}
