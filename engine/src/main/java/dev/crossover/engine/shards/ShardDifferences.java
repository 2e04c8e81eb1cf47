package dev.crossover.engine.shards;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** In what the tables of two shards differ, as far as it decides how rows are moved. */
record ShardDifferences(String oneName, SourceSchema one, String otherName, SourceSchema other) {
  /** One sentence for each difference. */
  List<String> list() {
    List<String> found = new ArrayList<>();
    Map<TableName, SourceTable> ones = byName(one.tables(), SourceTable::name);
    Map<TableName, SourceTable> others = byName(other.tables(), SourceTable::name);
    onlyOne("table ", ones, others, found);
    ones.forEach(
        (name, table) ->
            Optional.ofNullable(others.get(name)).ifPresent(same -> tables(table, same, found)));
    Map<TableName, Sequence> sequences = byName(one.sequences(), Sequence::of, Sequence::name);
    Map<TableName, Sequence> same = byName(other.sequences(), Sequence::of, Sequence::name);
    onlyOne("sequence ", sequences, same, found);
    sequences.forEach(
        (name, sequence) ->
            Optional.ofNullable(same.get(name))
                .ifPresent(twin -> compare("sequence " + name, sequence, twin, found)));
    return found;
  }

  private void tables(SourceTable table, SourceTable same, List<String> found) {
    String subject = "table " + table.name();
    Map<String, SourceColumn> ones = byName(table.columns(), SourceColumn::name);
    Map<String, SourceColumn> others = byName(same.columns(), SourceColumn::name);
    int before = found.size();
    onlyOne("column " + table.name() + ".", ones, others, found);
    ones.forEach(
        (name, column) ->
            Optional.ofNullable(others.get(name))
                .ifPresent(twin -> columns(table.name() + "." + name, column, twin, found)));
    if (found.size() == before) {
      compare(subject + " in its order of columns", names(table), names(same), found);
    }
    compare(subject + " in its primary key", table.primaryKey(), same.primaryKey(), found);
    compare(subject + " in its unique constraints", table.uniques(), same.uniques(), found);
    compare(subject + " in its foreign keys", table.foreignKeys(), same.foreignKeys(), found);
    compare(subject + " in its indexes", table.indexes(), same.indexes(), found);
    compare(subject + " in its checks", table.checks(), same.checks(), found);
    compare(subject + " in its partitions", table.partitions(), same.partitions(), found);
    compare(subject + " in how it is kept and logged", table.movement(), same.movement(), found);
  }

  private void columns(String name, SourceColumn column, SourceColumn same, List<String> found) {
    String subject = "column " + name;
    if (!column.type().equals(same.type())) {
      found.add(
          "%s is %s in %s and %s in %s"
              .formatted(
                  subject, column.type().declared(), oneName, same.type().declared(), otherName));
    } else {
      compare(subject, Settled.of(column), Settled.of(same), found);
    }
  }

  private static List<String> names(SourceTable table) {
    return table.columns().stream().map(SourceColumn::name).toList();
  }

  private void compare(String subject, Object here, Object there, List<String> found) {
    if (!here.equals(there)) {
      found.add("%s differs between %s and %s".formatted(subject, oneName, otherName));
    }
  }

  private <K> void onlyOne(String what, Map<K, ?> ones, Map<K, ?> others, List<String> found) {
    ones.keySet().stream()
        .filter(name -> !others.containsKey(name))
        .forEach(name -> found.add(what + name + " is in " + oneName + ", not in " + otherName));
    others.keySet().stream()
        .filter(name -> !ones.containsKey(name))
        .forEach(name -> found.add(what + name + " is in " + otherName + ", not in " + oneName));
  }

  private static <K, T> Map<K, T> byName(List<T> all, Function<T, K> name) {
    return byName(all, Function.identity(), name);
  }

  private static <K, S, T> Map<K, T> byName(List<S> all, Function<S, T> as, Function<T, K> name) {
    Map<K, T> byName = new TreeMap<>();
    all.stream().map(as).forEach(one -> byName.put(name.apply(one), one));
    return byName;
  }

  /** A column without its comment. */
  private record Settled(Object nullable, Object fill, Object labels, Object checks) {
    static Settled of(SourceColumn column) {
      return new Settled(
          column.nullable(), column.fill(), column.enumLabels(), column.domainChecks());
    }
  }

  /** A sequence without its value. */
  private record Sequence(
      TableName name, long increment, long minimum, long maximum, List<?> feeds) {
    static Sequence of(SourceSequence sequence) {
      return new Sequence(
          sequence.name(),
          sequence.increment(),
          sequence.minimum(),
          sequence.maximum(),
          sequence.feeds());
    }
  }
}
