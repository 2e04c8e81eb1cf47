package dev.crossover.sources.postgresql.fence;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a fence takes away, and so what un-fencing restores; any process that has it can do that.
 *
 * @param migration as in {@link FenceRow}; empty if the source had no such row
 * @param roles every role that is closed
 * @param privileges in an order in which each can be granted again
 * @param tables every table that is closed, partitions included
 */
record PostgresqlFenceRecord(
    String migration, List<Role> roles, List<Privilege> privileges, List<TableName> tables) {
  private static final ObjectMapper JSON = new ObjectMapper();

  PostgresqlFenceRecord {
    roles = List.copyOf(roles);
    privileges = List.copyOf(privileges);
    tables = List.copyOf(tables);
  }

  /** What a cutover will do, in the words of its plan. */
  FencePlan toPlan() {
    return new FencePlan(
        toRecord(),
        "take the right to write to "
            + tables.size()
            + " tables from everybody, close the roles "
            + roles.stream().map(Role::name).collect(joining(", "))
            + " and end their sessions");
  }

  PostgresqlFenceRecord of(String owner) {
    return new PostgresqlFenceRecord(owner, roles, privileges, tables);
  }

  /** What is closed, in one line. */
  String closed() {
    return roles.size() + " roles and " + tables.size() + " tables are closed";
  }

  /**
   * @param login whether it could log in
   */
  record Role(String name, boolean login) {}

  /**
   * A right to write.
   *
   * @param kind {@code TABLE} or {@code SEQUENCE}
   * @param object the table's or sequence's name
   * @param column the one column it is for; empty for all
   * @param right {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code TRUNCATE} or {@code USAGE}
   * @param grantee the role's name; empty for PUBLIC
   * @param grantable whether the grantee may grant it on
   */
  record Privilege(
      String kind,
      TableName object,
      String column,
      String right,
      String grantor,
      String grantee,
      boolean grantable) {}

  /** The record as others keep it, readable by {@link #parse}. */
  FenceRecord toRecord() {
    try {
      return new FenceRecord(JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #toRecord} gives. */
  static PostgresqlFenceRecord parse(FenceRecord record) {
    try {
      return JSON.readValue(record.json(), PostgresqlFenceRecord.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not a fence record", e);
    }
  }
}
