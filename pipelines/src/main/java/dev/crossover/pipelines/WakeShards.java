package dev.crossover.pipelines;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.platforms.googlecloud.files.ChangeNotices;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Makes every shard look at the bucket: at once when there are notifications of new files, and from
 * time to time whatever the notifications say, so that a lost one makes a file late and no more.
 */
final class WakeShards extends DoFn<Instant, KV<Integer, Instant>> {
  /** Between two looks without a notification. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private transient Optional<ChangeNotices> notices;
  private transient int shards;
  private transient long pollMillis;
  private transient long told;

  @Setup
  public void open(PipelineOptions options) {
    ApplyChangesParameters parameters =
        ApplyChangesOptions.parameters(options.as(ApplyChangesOptions.class));
    notices = JobRooms.notices(parameters);
    shards = parameters.numWorkers();
    pollMillis = parameters.pollMillis();
  }

  @ProcessElement
  public void wake(@Element Instant impulse, OutputReceiver<KV<Integer, Instant>> woken) {
    if (isTold() || isTime(impulse)) {
      // Not the impulse's own time: what was told just now may have come after that.
      Instant now = Instant.now();
      for (int shard = 0; shard < shards; shard++) {
        woken.output(KV.of(shard, now));
      }
    }
  }

  /** Without notifications every impulse is worth a look. */
  private boolean isTold() {
    long before = told;
    told = notices.map(ChangeNotices::getAsLong).orElse(before + 1);
    return told != before;
  }

  /** Impulses are {@code pollMillis} apart: one in so many is the first after the time is over. */
  private boolean isTime(Instant impulse) {
    return impulse.getMillis() % LOOK_EVERY.toMillis() < pollMillis;
  }

  @Teardown
  public void close() {
    // There is none yet if the setup has failed.
    if (notices != null) {
      notices.ifPresent(ChangeNotices::close);
    }
  }
}
