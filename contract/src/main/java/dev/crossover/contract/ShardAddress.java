package dev.crossover.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * How a job reaches one database of a sharded source.
 *
 * @param name of the shard
 * @param address without user and password, as {@link SourceAddress} makes it
 * @param password a reference that the job resolves; never the password
 */
public record ShardAddress(String name, String address, String user, SecretReference password) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of them as one text, for the parameters of a job; empty for none. */
  public static String toText(List<ShardAddress> shards) {
    try {
      return shards.isEmpty() ? "" : JSON.writeValueAsString(shards);
    } catch (JsonProcessingException e) {
      throw new LinkageError("texts can always be written", e);
    }
  }

  /**
   * What {@link #toText} wrote.
   *
   * @throws SettingsException if it is nothing of the kind
   */
  public static List<ShardAddress> parse(String text) {
    try {
      return text.isEmpty() ? List.of() : JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new SettingsException(
          "shards must be a list of name, address, user and password: " + e.getOriginalMessage(),
          e);
    }
  }
}
