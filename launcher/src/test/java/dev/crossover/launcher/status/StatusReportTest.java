package dev.crossover.launcher.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.crossover.engine.platform.Measure;
import dev.crossover.launcher.live.LiveProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  private static final StatusReport STALLED =
      new StatusReport(
          "READY",
          4,
          Optional.empty(),
          Optional.empty(),
          false,
          new StatusReport.Stream(
              "RUNNING",
              Optional.of("0/1"),
              Optional.of("0/9"),
              OptionalLong.of(1_200),
              3,
              Optional.empty()),
          "DONE",
          "STALLED",
          Optional.of("started again 2 times; apply-changes was killed"),
          Optional.empty(),
          Optional.of(
              new LiveProgress(
                  OptionalLong.of(1_200),
                  7,
                  1_000,
                  3,
                  0,
                  Optional.of(Duration.ofSeconds(1)),
                  Optional.of("0/7"),
                  Optional.of(Duration.ofSeconds(95)),
                  Optional.of("shard south: cannot connect"),
                  Optional.of(Duration.ofSeconds(120)))),
          List.of(
              new Measure("stream freshness", Optional.of(41.0), "s", Optional.of(300.0)),
              new Measure("job lag", Optional.empty(), "s", Optional.empty())),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          "The live job makes no progress.");

  @Test
  void tellsAPersonHowFarTheTargetIsBehind() {
    assertThat(STALLED.text().lines())
        .contains(
            "change stream    RUNNING, from 0/1, emitted up to 0/9, 1,200 changes, 3 messages that"
                + " are no change",
            "live apply       STALLED, 1,000 changes in 7 files, 3 files to do",
            "live job         started again 2 times; apply-changes was killed",
            "oldest to do     2m 00s old",
            "applied up to    0/7, 1m 35s behind the source",
            "no answer        shard south: cannot connect",
            "stream freshness 41 s",
            "job lag          unknown",
            "The live job makes no progress.");
  }

  @Test
  void tellsAProgramTheSame() {
    ObjectMapper json =
        JsonMapper.builder().addModule(new Jdk8Module()).addModule(new JavaTimeModule()).build();
    JsonNode report = json.valueToTree(STALLED);
    assertThat(report.at("/liveJob").asText()).isEqualTo("STALLED");
    assertThat(report.at("/liveJobDetail").asText()).startsWith("started again 2 times");
    assertThat(report.at("/live/captured").asLong()).isEqualTo(1_200);
    assertThat(report.at("/live/appliedEvents").asLong()).isEqualTo(1_000);
    assertThat(report.at("/live/pendingFiles").asLong()).isEqualTo(3);
    assertThat(report.at("/live/lag").asDouble()).isEqualTo(1);
    assertThat(report.at("/live/appliedWatermark").asText()).isEqualTo("0/7");
    assertThat(report.at("/live/appliedAge").asDouble()).isEqualTo(95);
    assertThat(report.at("/live/oldestPendingAge").asDouble()).isEqualTo(120);
  }
}
