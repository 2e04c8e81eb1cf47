package dev.crossover.sources.mysql.fence;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.sql.Backticks;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fence takes away, and so what un-fencing restores; any process that has it can do that.
 *
 * @param migration as in {@link MysqlFenceRow}; empty if the source had no such row
 * @param accounts every account that is closed
 * @param events whether the server's event scheduler is stopped
 * @param server whether the whole server is made read-only
 */
record MysqlFenceRecord(String migration, List<Account> accounts, boolean events, boolean server) {
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
            + " and end their sessions"
            + (events ? ", stop the event scheduler" : "")
            + (server ? ", make the server read-only" : ""));
  }

  String closed() {
    return accounts.size() + " accounts" + (server ? " and the server" : "") + " are closed";
  }

  /** What is done while the accounts have sessions yet. */
  List<String> shutting() {
    List<String> statements = new ArrayList<>();
    for (Account account : accounts) {
      statements.add("ALTER USER IF EXISTS " + account.quoted() + " ACCOUNT LOCK");
    }
    if (events) {
      statements.add("SET GLOBAL event_scheduler = OFF");
    }
    return statements;
  }

  /** What waits for every statement that writes, and so comes after the accounts' sessions. */
  List<String> closing() {
    return server ? List.of("SET GLOBAL read_only = ON") : List.of();
  }

  /** The statements that give back what was taken; an account that was locked stays so. */
  List<String> opening() {
    List<String> statements = new ArrayList<>();
    if (server) {
      statements.add("SET GLOBAL read_only = OFF");
    }
    if (events) {
      statements.add("SET GLOBAL event_scheduler = ON");
    }
    for (Account account : accounts) {
      if (!account.locked()) {
        statements.add("ALTER USER IF EXISTS " + account.quoted() + " ACCOUNT UNLOCK");
      }
    }
    return statements;
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
