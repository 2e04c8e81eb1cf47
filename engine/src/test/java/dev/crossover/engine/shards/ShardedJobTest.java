package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Job.State;
import dev.crossover.engine.platform.Job.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedJobTest {
  private final Fixed north = new Fixed();
  private final Fixed south = new Fixed();
  private final Job job = new ShardedJob(Map.of("north", north, "south", south));

  /** A job that is as a test says. */
  private static final class Fixed implements Job {
    private final List<String> told = new ArrayList<>();
    private Status status = Status.of(State.RUNNING);
    private boolean refuses;

    @Override
    public void start() {
      tell("start");
    }

    @Override
    public Status status() {
      return status;
    }

    @Override
    public void cancel() {
      tell("cancel");
    }

    private void tell(String order) {
      if (refuses) {
        throw new SourceException("no answer");
      }
      told.add(order);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNING, RUNNING",
    "DONE, RUNNING, RUNNING",
    "DONE, DONE, DONE",
    "DONE, NOT_STARTED, NOT_STARTED",
    "RUNNING, RESTARTING, RESTARTING",
    "NOT_STARTED, FAILED, FAILED"
  })
  void isAsTheWorstOfThem(State one, State other, State whole) {
    north.status = Status.of(one);
    south.status = Status.of(other);

    assertThat(job.status().state()).isEqualTo(whole);
  }

  @Test
  void namesTheShardsWhereTheyAreNotAlike() {
    assertThat(job.status().detail()).isEmpty();

    north.status = Status.of(State.DONE);
    south.status = new Status(State.FAILED, Optional.of("no table sale"), Optional.empty());

    assertThat(job.status().detail())
        .contains("shard north: DONE; shard south: FAILED, no table sale");
  }

  @Test
  void runsSinceTheLastOfThemWasStarted() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    north.status = new Status(State.RUNNING, Optional.empty(), Optional.of(noon));
    south.status = new Status(State.RUNNING, Optional.empty(), Optional.of(noon.plusSeconds(1)));

    assertThat(job.status().since()).contains(noon.plusSeconds(1));
  }

  @Test
  void tellsTheOthersTooIfOneCannotBeTold() {
    north.refuses = true;

    assertThatThrownBy(job::start).hasMessageContaining("shard north").hasMessageContaining("no");
    assertThatThrownBy(job::cancel).hasMessageContaining("shard north");
    assertThat(south.told).containsExactly("start", "cancel");
  }
}
