package dev.crossover.sources.postgresql.capture;

import static dev.crossover.sources.postgresql.sql.Identifiers.literal;
import static dev.crossover.sources.postgresql.sql.Identifiers.quoted;
import static java.util.stream.Collectors.joining;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.sql.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The publication of the moved tables, and of ours.
 *
 * @param captured remembers what it carries
 */
record MovedPublication(Settings.Capture names, List<TableName> tables, CapturedTables captured) {

  void create(Statement statement) throws SQLException {
    statement.execute(
        "CREATE PUBLICATION %s FOR TABLE %s WITH (publish_via_partition_root = true)"
            .formatted(quoted(names.publication()), tableList()));
    remember(statement);
  }

  /** Makes one of somebody else carry what ours would; at once for whoever reads meanwhile. */
  void narrow(Statement statement) throws SQLException {
    statement.execute(
        "ALTER PUBLICATION %1$s SET TABLE %2$s; ALTER PUBLICATION %1$s SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = true)"
            .formatted(quoted(names.publication()), tableList()));
    remember(statement);
  }

  /**
   * One of all tables cannot be narrowed; dropped and made again it would be missing in the log
   * before, and no reader gets past that.
   */
  void requireNarrow(Connection connection) throws SQLException {
    if (!SlotAndPublication.exists(connection, "pg_publication", "pubname", names.publication())) {
      throw new SourceException(
          "the source has replication slot %s and no publication %s, without which nobody can read it; make it, or drop the slot and let both be made"
              .formatted(names.slot(), names.publication()));
    }
    if (SlotAndPublication.exists(
        connection,
        "pg_publication",
        "pubname || ' ' || puballtables",
        names.publication() + " true")) {
      throw new SourceException(
          "publication %s is one of all tables, which cannot be narrowed to the moved ones; set capture.publication and capture.slot to other names, and let them be made"
              .formatted(names.publication()));
    }
  }

  /** The statement that drops it, if it is there. */
  String drop() {
    return "DROP PUBLICATION IF EXISTS " + quoted(names.publication());
  }

  private void remember(Statement statement) throws SQLException {
    captured.record(statement);
    statement.execute(
        "DELETE FROM crossover.stream; INSERT INTO crossover.stream VALUES (%s, %s)"
            .formatted(literal(names.slot()), literal(names.publication())));
  }

  private String tableList() {
    return tables.stream().map(Identifiers::quoted).collect(joining(", "));
  }
}
