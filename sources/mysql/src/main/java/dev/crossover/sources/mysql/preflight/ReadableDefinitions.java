package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.capture.ParsedDefinition;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.util.ArrayList;
import java.util.List;

/**
 * The change stream understands every moved table's definition; one that it cannot read ends it.
 */
public record ReadableDefinitions(MysqlDatabase source, TablesToMove tables) implements Check {
  @Override
  public String name() {
    return "readable-definitions";
  }

  @Override
  public List<Finding> look() {
    List<TableName> names = tables.read().stream().map(table -> table.name()).toList();
    List<Finding> findings =
        MysqlStatements.run(
            source,
            "read the definitions of the tables",
            connection -> {
              List<Finding> found = new ArrayList<>();
              for (TableName table : names) {
                if (!ParsedDefinition.isReadable(connection, table)) {
                  found.add(unreadable(table));
                }
              }
              return found;
            });
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "the change stream understands every table"))
        : findings;
  }

  private Finding unreadable(TableName table) {
    return Finding.fail(
        this,
        "the change stream cannot read how %s is defined; INET4, INET6, VECTOR, COMPRESSED, REF_SYSTEM_ID and WITHOUT OVERLAPS are not known to it"
            .formatted(table),
        "look at SHOW CREATE TABLE %s; give such columns another type, drop a key of a period, or add the table to source.exclude_tables"
            .formatted(Backticks.quoted(table)));
  }
}
