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
import java.util.Map;

/**
 * What a fence takes away, and so what un-fencing restores; any process that has it can do that.
 *
 * @param migration as in {@link MysqlFenceRow}; empty if the source had no such row
 * @param accounts every account that is closed
 * @param events whether the server's event scheduler is stopped
 * @param server whether the whole server is made read-only
 * @param keeps whether the server keeps what is set when it is started again
 * @param kept what it was told to keep before, by the variable's name
 */
record MysqlFenceRecord(
    String migration,
    List<Account> accounts,
    boolean events,
    boolean server,
    boolean keeps,
    Map<String, String> kept) {
  private static final ObjectMapper JSON = new ObjectMapper();

  MysqlFenceRecord {
    accounts = List.copyOf(accounts);
    kept = Map.copyOf(kept);
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
      statements.add(closing(WholeServer.EVENTS, "OFF"));
    }
    return statements;
  }

  private String closing(String variable, String value) {
    return "SET %s %s = %s".formatted(keeps ? "PERSIST" : "GLOBAL", variable, value);
  }

  /** What waits for every statement that writes, and so comes after the accounts' sessions. */
  List<String> closing() {
    return server ? List.of(closing(WholeServer.READ_ONLY, "ON")) : List.of();
  }

  /** The statements that give back what was taken; an account that was locked stays so. */
  List<String> opening() {
    List<String> statements = new ArrayList<>();
    if (server) {
      statements.addAll(opening(WholeServer.READ_ONLY, "OFF"));
    }
    if (events) {
      statements.addAll(opening(WholeServer.EVENTS, "ON"));
    }
    for (Account account : accounts) {
      if (!account.locked()) {
        statements.add("ALTER USER IF EXISTS " + account.quoted() + " ACCOUNT UNLOCK");
      }
    }
    return statements;
  }

  private List<String> opening(String variable, String value) {
    String open = "SET GLOBAL %s = %s".formatted(variable, value);
    if (!keeps) {
      return List.of(open);
    }
    String before =
        kept.containsKey(variable)
            ? "SET PERSIST %s = %s".formatted(variable, Backticks.literal(kept.get(variable)))
            : "RESET PERSIST IF EXISTS " + variable;
    return List.of(before, open);
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
