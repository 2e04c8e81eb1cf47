package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.util.List;

/**
 * InnoDB changes the children of a cascading foreign key by itself, and logs nothing of it, so no
 * stream carries those changes.
 *
 * @param schemas the databases that are moved
 */
public record UnloggedCascades(MysqlDatabase source, List<String> schemas) implements Check {
  private static final String CASCADES =
      "SELECT constraint_schema, table_name, constraint_name, referenced_table_name FROM"
          + " information_schema.referential_constraints WHERE constraint_schema IN (%s) AND"
          + " (delete_rule IN ('CASCADE', 'SET NULL') OR update_rule IN ('CASCADE', 'SET NULL'))"
          + " ORDER BY 1, 2, 3";

  @Override
  public String name() {
    return "unlogged-cascades";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings =
        new MysqlQuery(source, "cascading foreign keys")
            .list(
                CASCADES.formatted(MysqlQuery.parameters(schemas)),
                row ->
                    Finding.fail(
                        this,
                        "foreign key %s of %s.%s changes its rows when %s changes, and the log does not say so"
                            .formatted(
                                row.getString(3),
                                row.getString(1),
                                row.getString(2),
                                row.getString(4)),
                        "make it ON DELETE RESTRICT ON UPDATE RESTRICT for the migration, and let"
                            + " the application delete the children"),
                schemas);
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "no foreign key changes rows by itself"))
        : findings;
  }
}
