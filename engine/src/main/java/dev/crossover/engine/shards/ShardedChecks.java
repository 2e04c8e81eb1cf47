package dev.crossover.engine.shards;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.source.SourceChecks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The checks of a source, each made of every shard. */
final class ShardedChecks {
  private ShardedChecks() {}

  static SourceChecks of(Shards<SourceChecks> shards) {
    return new SourceChecks(
        new OfEach(shards.part(SourceChecks::connection)),
        each(shards, SourceChecks::reading),
        each(shards, SourceChecks::capturing));
  }

  /** Shards of one kind of source have the same checks; they are told apart by their names. */
  private static List<Check> each(
      Shards<SourceChecks> shards, Function<SourceChecks, List<Check>> part) {
    Map<String, SortedMap<String, Check>> byCheck = new LinkedHashMap<>();
    shards
        .byName()
        .forEach(
            (name, checks) ->
                part.apply(checks)
                    .forEach(
                        check ->
                            byCheck
                                .computeIfAbsent(check.name(), first -> new TreeMap<>())
                                .put(name, check)));
    return byCheck.values().stream()
        .<Check>map(checks -> new OfEach(new Shards<>(checks)))
        .toList();
  }

  /** One check of every shard; what one cannot answer hides no other. */
  record OfEach(Shards<Check> shards) implements Check {
    @Override
    public String name() {
      return shards.byName().values().iterator().next().name();
    }

    @Override
    public List<Finding> look() {
      List<Finding> findings = new ArrayList<>();
      shards
          .byName()
          .forEach(
              (name, check) -> look(check).forEach(finding -> findings.add(of(name, finding))));
      return findings;
    }

    private static List<Finding> look(Check check) {
      try {
        return check.look();
      } catch (CrossoverException e) {
        return List.of(Finding.fail(check, e.getMessage(), "see the log for the cause"));
      }
    }

    private static Finding of(String shard, Finding finding) {
      return new Finding(
          finding.check(),
          finding.verdict(),
          Shards.named(shard, finding.observed()),
          finding.hint());
    }
  }
}
