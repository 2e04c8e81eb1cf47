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
  void filesAreFoundByThePlacesThatTheyReach() {
    AppliedFile low = at("changes/north/a", new Position(7, 9));
    AppliedFile equal = at("changes/north/b", new Position(8, 0));
    AppliedFile later = at("changes/north/c", new Position(8, 1));
    AppliedFile unsigned = at("changes/north/d", new Position(-1, 0));
    AppliedFile other = at("changes/south/e", new Position(9, 0));
    AppliedFile unreadable =
        new AppliedFile(
            "changes/north/f",
            State.APPLIED,
            Optional.empty(),
            1,
            0,
            0,
            0,
            1,
            0,
            Optional.empty(),
            AT);
    ledger().record(List.of(low, equal, later, unsigned, other, unreadable));

    assertThat(ledger().reaching("changes/north/", new Position(8, 0)))
        .containsExactly(equal, later, unsigned);
    assertThat(ledger().reaching("changes/", new Position(-1, 0))).containsExactly(unsigned);
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

  private static AppliedFile at(String path, Position highest) {
    return new AppliedFile(
        path, State.APPLIED, Optional.of("public.t"), 1, 1, 0, 0, 0, 0, Optional.of(highest), AT);
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
