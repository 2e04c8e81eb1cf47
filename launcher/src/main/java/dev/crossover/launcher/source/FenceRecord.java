package dev.crossover.launcher.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.engine.schema.TableName;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a fence takes away, and so what un-fencing gives back; anybody who has it can do that.
 *
 * @param roles every role that is closed
 * @param privileges in an order in which each can be granted again
 * @param tables every table that is closed, partitions included
 */
public record FenceRecord(List<Role> roles, List<Privilege> privileges, List<TableName> tables) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public FenceRecord {
    roles = List.copyOf(roles);
    privileges = List.copyOf(privileges);
    tables = List.copyOf(tables);
  }

  /**
   * @param login whether it could log in
   */
  public record Role(String name, boolean login) {}

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
  public record Privilege(
      String kind,
      TableName object,
      String column,
      String right,
      String grantor,
      String grantee,
      boolean grantable) {}

  /** The record as JSON text, readable by {@link #parse}. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param json what {@link #toJson} gives
   */
  public static FenceRecord parse(String json) {
    try {
      return JSON.readValue(json, FenceRecord.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not a fence record", e);
    }
  }
}
