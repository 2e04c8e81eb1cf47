package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEmulatorIT {
  @TempDir Path work;

  @Test
  void findsTheSameEmulatorAgain() {
    LocalEmulator first = new LocalEmulator(work);
    try {
      String host = first.locate("auto", Map.of()).orElseThrow();
      assertThat(SpannerEmulatorProcess.answers(host)).isTrue();
      assertThat(new LocalEmulator(work).locate("auto", Map.of())).contains(host);
    } finally {
      first.stop();
    }
  }

  @Test
  void whoeverComesWhileItStartsTakesTheSameOne() throws Exception {
    ExecutorService commands = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Optional<String>>> asked =
          Collections.nCopies(3, () -> new LocalEmulator(work).locate("auto", Map.of()));
      Set<String> hosts = new HashSet<>();
      for (Future<Optional<String>> found : commands.invokeAll(asked)) {
        hosts.add(found.get().orElseThrow());
      }

      assertThat(hosts).hasSize(1);
      assertThat(SpannerEmulatorProcess.answers(hosts.iterator().next())).isTrue();
    } finally {
      commands.shutdown();
      new LocalEmulator(work).stop();
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher",
      moment = "while it starts the emulator",
      outcome = "the next command starts one that answers")
  void startsAnewWhenItsStarterWasKilledBeforeItAnswered() {
    LocalEmulator emulator = new LocalEmulator(work);
    ChildProcess process = new ChildProcess(work, "spanner-emulator");
    process.ensureRunning(
        SpannerEmulatorProcess.command(SpannerEmulatorProcess.freePort()), Map.of());
    OptionalLong leftOver = process.pid();
    try {
      String host = emulator.locate("auto", Map.of()).orElseThrow();

      assertThat(SpannerEmulatorProcess.answers(host)).isTrue();
      assertThat(process.pid()).isNotEqualTo(leftOver);
    } finally {
      emulator.stop();
    }
  }

  @Test
  void refusesToReplaceAnEmulatorThatHeldTheTarget() {
    LocalEmulator emulator = new LocalEmulator(work);
    try {
      emulator.locate("auto", Map.of());
      new ChildProcess(work, "spanner-emulator").stop(Duration.ofSeconds(5));
      assertThatThrownBy(() -> emulator.locate("auto", Map.of()))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("has ended, and its data with it");
      emulator.forgetIfEnded();
      assertThat(emulator.locate("auto", Map.of())).isPresent();
    } finally {
      emulator.stop();
    }
  }

  @Test
  void refusesANamedEmulatorThatDoesNotAnswer() {
    int unused = SpannerEmulatorProcess.freePort();
    assertThatThrownBy(() -> new LocalEmulator(work).locate("127.0.0.1:" + unused, Map.of()))
        .isInstanceOf(TargetException.class)
        .hasMessage(
            "no Spanner emulator answers at 127.0.0.1:%d, which target.emulator names; start it"
                + " there",
            unused);
  }

  @Test
  void namesNoEmulatorForTheRealService() {
    assertThat(new LocalEmulator(work).locate("none", Map.of())).isEmpty();
  }
}
