package dev.crossover.engine.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the catalogue of the source holds, as far as it concerns the move.
 *
 * @param tables every table of the chosen schemas that is not excluded, ordered by name
 * @param sentinel Crossover's own table in the source, made or not
 * @param sequences every sequence of the chosen schemas, ordered by name
 * @param notMoved objects that stay behind: views, triggers, functions and the like
 */
public record SourceSchema(
    List<SourceTable> tables,
    SourceTable sentinel,
    List<SourceSequence> sequences,
    List<NotMoved> notMoved) {

  /**
   * An object of the source that is not moved.
   *
   * @param kind such as {@code view} or {@code trigger}
   * @param name qualified as a person would write it
   */
  public record NotMoved(String kind, String name, String reason) {
    /** A table of the chosen schemas that is left behind with its rows. */
    public static NotMoved table(TableName name, String reason) {
      return new NotMoved("table", name.toString(), reason);
    }

    /** The table that is left behind; empty if it is no table. */
    public Optional<TableName> table() {
      return kind.equals("table") ? Optional.of(TableName.parse(name)) : Optional.empty();
    }
  }

  public SourceSchema {
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    notMoved = List.copyOf(notMoved);
  }

  public Optional<SourceTable> table(TableName name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /**
   * A hash of everything that decides how rows are moved: the tables with their columns, keys,
   * constraints and indexes. Rows, statistics, comments, the values of sequences and objects that
   * are not moved do not change it.
   */
  public String fingerprint() {
    String text = tables.stream().map(SourceSchema::canonical).collect(Collectors.joining("\n"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** What was created, dropped or altered between this schema and a later one, one line each. */
  public List<String> changesTo(SourceSchema later) {
    Map<TableName, SourceTable> before = byName(tables);
    Map<TableName, SourceTable> after = byName(later.tables);
    TreeSet<TableName> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> changes = new ArrayList<>();
    for (TableName name : names) {
      if (!before.containsKey(name)) {
        changes.add("table " + name + " was created");
      } else if (!after.containsKey(name)) {
        changes.add("table " + name + " was dropped");
      } else if (!canonical(before.get(name)).equals(canonical(after.get(name)))) {
        changes.add("table " + name + " was altered");
      }
    }
    return changes;
  }

  private static Map<TableName, SourceTable> byName(List<SourceTable> tables) {
    return tables.stream().collect(Collectors.toMap(SourceTable::name, Function.identity()));
  }

  private static String canonical(SourceTable table) {
    return SchemaJson.write(table.withoutComments());
  }
}
