package dev.crossover.sources.mysql.fence;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.sql.Backticks;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a fence takes away, and so what un-fencing restores; any process that has it can do that.
 *
 * @param migration as in {@link MysqlFenceRow}; empty if the source had no such row
 * @param accounts every account that is closed
 */
record MysqlFenceRecord(String migration, List<Account> accounts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  MysqlFenceRecord {
    accounts = List.copyOf(accounts);
  }

  /**
   * Who may log in, and from where.
   *
   * @param locked whether it could not log in before
   */
  record Account(String user, String host, boolean locked) {
    String quoted() {
      return Backticks.literal(user) + "@" + Backticks.literal(host);
    }
  }

  FencePlan toPlan() {
    return new FencePlan(
        toRecord(),
        "lock the accounts "
            + accounts.stream().map(Account::quoted).collect(joining(", "))
            + " and end their sessions");
  }

  String closed() {
    return accounts.size() + " accounts are closed";
  }

  List<String> closing() {
    return accounts.stream()
        .map(account -> "ALTER USER IF EXISTS " + account.quoted() + " ACCOUNT LOCK")
        .toList();
  }

  /** The statements that give back what was taken; an account that was locked stays so. */
  List<String> opening() {
    return accounts.stream()
        .filter(account -> !account.locked())
        .map(account -> "ALTER USER IF EXISTS " + account.quoted() + " ACCOUNT UNLOCK")
        .toList();
  }

  FenceRecord toRecord() {
    try {
      return new FenceRecord(JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MysqlFenceRecord parse(FenceRecord record) {
    try {
      return JSON.readValue(record.json(), MysqlFenceRecord.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not a fence record", e);
    }
  }
}
