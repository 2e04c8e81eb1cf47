package dev.crossover.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/RELIABILITY.md} to the tests that carry {@link Fault}. Run with {@code
 * -Dcrossover.write-docs=true} to write the page anew.
 */
class FaultTableTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs").resolve("RELIABILITY.md");

  private static final String HEAD =
      """
# Reliability

What was broken on purpose, when, and what came of it. Generated from the tests; `FaultTableTest` holds the page to them. A row stands on the test
that it names and claims only what that test asserts; what no test shows is at the end. Where the test is an `…IT`, databases and processes are real
(in `RogueWritersIT` and `SourceFaultsIT` threads are in the place of our own processes); elsewhere they are in memory, and
a killed process is one whose calls have no effect any more from a named call on.

*Longest time the source was closed* is no measurement. It is the limit that the test shows with a clock of its own, or the setting that bounds it:
a process that is gone holds its lease for 30 s, a cutover as a whole has `max_downtime_seconds`. A dash means that the source is open then, or is
closed no longer for it. *Rows lost* is 0 where the test compares the rows of both sides, or the changes captured with those written; elsewhere it says that it does not.
""";

  private final TestSources tests;

  FaultTableTest() throws IOException {
    tests = new TestSources(ROOT);
  }

  @Test
  void everyRowHasATestThatRuns() {
    assertThat(tests.withoutTest()).isEmpty();
  }

  @Test
  void everyKindOfFaultHasARow() {
    assertThat(tests.rows()).extracting(FaultRow::kind).contains(Fault.Kind.values());
  }

  @Test
  void thePageIsWhatTheTestsShow() throws IOException {
    String page = page();
    if (Boolean.getBoolean("crossover.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as(
            "stale: write it anew with mvn test -Dtest=FaultTableTest"
                + " -Dcrossover.write-docs=true")
        .content()
        .isEqualTo(page);
  }

  private String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Fault.Kind kind : Fault.Kind.values()) {
      List<FaultRow> rows = rows(kind);
      if (!rows.isEmpty()) {
        page.append("\n## ").append(kind.heading()).append("\n\n").append(FaultRow.COLUMNS);
        rows.forEach(row -> page.append(row.line()));
      }
    }
    page.append("\n## Not shown yet\n\n");
    NotShownYet.LIST.forEach(missing -> page.append("- ").append(missing).append('\n'));
    return page.toString();
  }

  private List<FaultRow> rows(Fault.Kind kind) {
    return tests.rows().stream()
        .filter(row -> row.kind() == kind)
        .sorted(
            Comparator.comparing(FaultRow::fault)
                .thenComparing(FaultRow::moment)
                .thenComparing(FaultRow::test))
        .toList();
  }
}
