package dev.crossover.engine.shards;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fences of all shards as one. It holds only if every one of them does, and no act on it is one
 * act: so whoever raises it, is killed when some shards have done it and is followed by somebody
 * else leaves a fence that is up in those, which counts as up and is lowered as every fence is. No
 * shard waits for another one.
 *
 * <p>Each shard has its own record, and its own memory of epochs.
 *
 * @param patience after which a shard counts as not opened, and is named; what it still does then
 *     is refused by its own epoch if it must not be done any more
 */
record ShardedFence(Shards<Fence> shards, Duration patience) implements Fence {
  /**
   * Within what un-fencing may take altogether, so that it can still say which shard was silent.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> RECORDS = new TypeReference<>() {};

  ShardedFence(Shards<Fence> shards) {
    this(shards, PATIENCE);
  }

  @Override
  public FencePlan look() {
    SortedMap<String, FencePlan> plans = shards.ask((name, fence) -> fence.look());
    SortedMap<String, String> records = new TreeMap<>();
    plans.forEach((name, plan) -> records.put(name, plan.record().json()));
    return new FencePlan(record(records), named(plans, FencePlan::summary));
  }

  private static <T> String named(
      SortedMap<String, T> shards, java.util.function.Function<T, String> text) {
    return shards.entrySet().stream()
        .map(shard -> "in shard " + shard.getKey() + " " + text.apply(shard.getValue()))
        .collect(joining("; "));
  }

  /** Where a shard refuses, others may be closed; whoever gives the cutover up opens them. */
  @Override
  public String raise(long epoch, String target, FenceRecord record) {
    SortedMap<String, FenceRecord> records = records(record);
    requireAll(records.keySet());
    return named(
        shards.ask((name, fence) -> fence.raise(epoch, target, records.get(name))),
        closed -> closed);
  }

  /** Of every shard, whatever another one says; one that is in no record has its own. */
  @Override
  public void lower(long epoch, FenceRecord record) {
    SortedMap<String, FenceRecord> records = records(record);
    shards.askWithin(
        patience,
        (name, fence) -> {
          Optional.ofNullable(records.get(name))
              .or(() -> fence.raised().map(Raised::record))
              .ifPresent(known -> fence.lower(epoch, known));
          return name;
        });
  }

  @Override
  public void seal(long epoch, FenceRecord record) {
    SortedMap<String, FenceRecord> records = records(record);
    requireAll(records.keySet());
    shards.tell((name, fence) -> fence.seal(epoch, records.get(name)));
  }

  /**
   * A fence that is sealed in some shards only is not sealed: its cutover cannot get past the
   * others any more once they are open.
   */
  @Override
  public boolean lowerUnsealed() {
    boolean opened =
        shards.askWithin(patience, (name, fence) -> fence.lowerUnsealed()).containsValue(true);
    SortedMap<String, Raised> sealed = raisedShards();
    if (sealed.size() == shards.byName().size()) {
      return false;
    }
    shards.tell(
        (name, fence) ->
            Optional.ofNullable(sealed.get(name))
                .ifPresent(up -> fence.lower(up.epoch(), up.record())));
    return opened || !sealed.isEmpty();
  }

  @Override
  public Optional<Raised> raised() {
    SortedMap<String, Raised> raised = raisedShards();
    if (raised.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> targets = new TreeSet<>();
    SortedMap<String, String> records = new TreeMap<>();
    raised.forEach(
        (name, up) -> {
          targets.add(up.target());
          records.put(name, up.record().json());
        });
    if (targets.size() > 1) {
      throw new SourceException(
          "the shards are fenced for different targets (%s), so by different migrations; cut over or give up the others first"
              .formatted(String.join(", ", targets)));
    }
    long epoch = raised.values().stream().mapToLong(Raised::epoch).max().orElseThrow();
    return Optional.of(new Raised(epoch, targets.iterator().next(), record(records)));
  }

  private SortedMap<String, Raised> raisedShards() {
    SortedMap<String, Raised> raised = new TreeMap<>();
    shards
        .ask((name, fence) -> fence.raised())
        .forEach((name, up) -> up.ifPresent(known -> raised.put(name, known)));
    return raised;
  }

  @Override
  public Optional<String> givingBack() {
    SortedMap<String, String> statements = new TreeMap<>();
    shards
        .ask((name, fence) -> fence.givingBack())
        .forEach((name, back) -> back.ifPresent(known -> statements.put(name, known)));
    return statements.isEmpty()
        ? Optional.empty()
        : Optional.of(named(statements, statement -> statement));
  }

  @Override
  public List<String> leaks(FenceRecord record) {
    SortedMap<String, FenceRecord> records = records(record);
    requireAll(records.keySet());
    SortedMap<String, List<String>> leaks =
        shards.ask((name, fence) -> fence.leaks(records.get(name)));
    return leaks.entrySet().stream()
        .flatMap(shard -> shard.getValue().stream().map(leak -> Shards.named(shard.getKey(), leak)))
        .toList();
  }

  private void requireAll(Set<String> known) {
    if (!known.equals(shards.byName().keySet())) {
      throw new SourceException(
          "the fence is of the shards %s, the settings name %s; put the shards back as they were when the migration began"
              .formatted(String.join(", ", known), String.join(", ", shards.byName().keySet())));
    }
  }

  private static FenceRecord record(SortedMap<String, String> shards) {
    try {
      return new FenceRecord(JSON.writeValueAsString(shards));
    } catch (JsonProcessingException e) {
      throw new LinkageError("texts can be written as JSON", e);
    }
  }

  private static SortedMap<String, FenceRecord> records(FenceRecord record) {
    try {
      SortedMap<String, FenceRecord> records = new TreeMap<>();
      JSON.readValue(record.json(), RECORDS)
          .forEach((name, json) -> records.put(name, new FenceRecord(json)));
      return records;
    } catch (JsonProcessingException e) {
      throw new SourceException(
          "the fence's record is not one of shards; was it of a migration without them?", e);
    }
  }
}
