package dev.crossover.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.ledger.AppliedFile.State;
import dev.crossover.engine.ledger.FileLedger.Backlog;
import dev.crossover.engine.ledger.FileLedger.TableCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger of change files keeps to. */
public abstract class FileLedgerContract {
  private static final Instant AT = Instant.parse("2026-01-01T10:00:00.123456Z");

  /** An object over the same, at first empty, ledger at each call. */
  protected abstract FileLedger ledger();

  @Test
  void aFileThatNoAttemptHasFinishedIsPending() {
    assertThat(ledger().backlog(List.of("b", "a")))
        .isEqualTo(new Backlog(List.of("b", "a"), List.of(), List.of()));
    assertThat(ledger().backlog(List.of()).isEmpty()).isTrue();
  }

  @Test
  void nothingIsLeftToDoOfAnAppliedFile() {
    FileLedger ledger = ledger();
    ledger.record(List.of(file("a", State.APPLIED, 0)));

    assertThat(ledger.backlog(List.of("a", "b")))
        .isEqualTo(new Backlog(List.of("b"), List.of(), List.of("a")));
    assertThat(ledger().backlog(List.of("a")).isEmpty()).isTrue();
  }

  @Test
  void aParkedFileStaysInTheBacklogUntilItIsApplied() {
    AppliedFile parked = file("a", State.PARKED, 1);
    ledger().record(List.of(parked));
    assertThat(ledger().backlog(List.of("a")).parked()).containsExactly(parked);

    ledger().record(List.of(file("a", State.APPLIED, 0)));
    assertThat(ledger().backlog(List.of("a")).isEmpty()).isTrue();
  }

  @Test
  void aFileWithoutAReadableEventKeepsWhatIsUnknown() {
    AppliedFile unreadable =
        new AppliedFile(
            "a", State.PARKED, Optional.empty(), 1, 0, 0, 1, 0, 2, Optional.empty(), AT);
    ledger().record(List.of(unreadable));

    assertThat(ledger().backlog(List.of("a")).parked()).containsExactly(unreadable);
    assertThat(ledger().countsByTable()).containsOnlyKeys("");
  }

  @Test
  void filesAreCountedByTable() {
    assertThat(ledger().countsByTable()).isEmpty();
    ledger()
        .record(
            List.of(
                file("a", State.APPLIED, 0),
                file("b", State.PARKED, 3),
                file("b2", State.APPLIED, 0)));
    ledger().record(List.of(file("b", State.PARKED, 1)));

    assertThat(ledger().countsByTable())
        .containsExactly(Map.entry("public.t", new TableCounts(3, 30, 15, 6, 1, 9)));
  }

  @Test
  void theTimeOfTheNewestRecordMovesOn() {
    assertThat(ledger().lastRecorded()).isEmpty();
    ledger().record(List.of(file("a", State.APPLIED, 0)));
    Instant first = ledger().lastRecorded().orElseThrow();
    ledger().record(List.of(file("b", State.APPLIED, 0)));

    assertThat(ledger().lastRecorded().orElseThrow()).isAfterOrEqualTo(first);
  }

  @Test
  void thousandsOfFilesAreLookedUpAtOnce() {
    List<String> paths = new ArrayList<>();
    List<AppliedFile> applied = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      paths.add("f%05d".formatted(i));
      if (i % 2 == 0) {
        applied.add(file(paths.get(i), State.APPLIED, 0));
      }
    }
    ledger().record(applied);

    assertThat(ledger().backlog(paths).pending())
        .hasSize(600)
        .startsWith("f00001")
        .endsWith("f01199");
  }

  private static AppliedFile file(String path, State state, long parked) {
    return new AppliedFile(
        path,
        state,
        Optional.of("public.t"),
        10,
        5,
        2,
        parked,
        3,
        1,
        Optional.of(new Position(-1L, 7)),
        AT);
  }
}
