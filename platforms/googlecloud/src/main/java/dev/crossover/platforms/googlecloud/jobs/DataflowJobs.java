package dev.crossover.platforms.googlecloud.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.contract.GoogleJobs;
import dev.crossover.contract.JobParameters;
import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.shards.ShardedJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The jobs of an environment: one of each kind, or one of each for every shard. */
public record DataflowJobs(ResourceNames names, Bucket bucket, Dataflow dataflow) {

  public Job bulkLoad() {
    return whole(names.sources().bulkJobs(), this::bulk);
  }

  public Job applyChanges() {
    return whole(names.sources().liveJobs(), this::live);
  }

  /** Lets the next migration's jobs have the names of this one's, which have ended. */
  public void forget() {
    Stream.concat(
            names.sources().bulkJobs().stream().map(this::bulk),
            names.sources().liveJobs().stream().map(this::live))
        .forEach(DataflowJob::forget);
  }

  private static Job whole(
      List<Optional<String>> shards, Function<Optional<String>, DataflowJob> job) {
    if (shards.equals(List.of(Optional.empty()))) {
      return job.apply(Optional.empty());
    }
    Map<String, Job> byShard = new TreeMap<>();
    shards.forEach(shard -> byShard.put(shard.orElseThrow(), job.apply(shard)));
    return new ShardedJob(byShard);
  }

  private DataflowJob bulk(Optional<String> shard) {
    return new DataflowJob(
        dataflow,
        JobOrder.bulk(names, shard),
        new ForgottenJobs(bucket),
        () -> writeShardsFile(shard));
  }

  /** Google's template is told its databases by a file; ours by parameters. */
  private void writeShardsFile(Optional<String> shard) {
    if (names.cloud().bulk().template() == GoogleJobs.Template.GOOGLE) {
      JobParameters parameters = new JobParameters(names);
      bucket.write(
          parameters.shardsFile(shard), parameters.shardsFileContent(shard).getBytes(UTF_8));
    }
  }

  private DataflowJob live(Optional<String> shard) {
    return new DataflowJob(
        dataflow, JobOrder.live(names, shard), new ForgottenJobs(bucket), () -> {});
  }
}
