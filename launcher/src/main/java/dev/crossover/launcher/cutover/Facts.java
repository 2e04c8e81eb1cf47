package dev.crossover.launcher.cutover;

import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.cutover.FencedVerification.Verdict;
import dev.crossover.launcher.journal.JournalEntry;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What a cutover keeps in the journal's details, by name. */
public final class Facts {
  static final String FENCED_AT = "fencedAt";
  static final String CATCH_UP = "catchUp";
  static final String END_POSITION = "endPosition";
  static final String VERDICT = "verdict";
  static final String FENCE_TO_JOURNAL_MILLIS = "fenceToJournalMillis";

  private static final String DONE = "done.";

  private Facts() {}

  static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static String done(RollForwardStep step) {
    return DONE + step.name();
  }

  /** How the last cutover knew that everything had arrived. */
  public static Optional<CatchUpKind> catchUp(JournalEntry entry) {
    return fact(entry, CATCH_UP).map(text -> CatchUpKind.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** What the verification inside the last fence found. */
  public static Optional<Verdict> verdict(JournalEntry entry) {
    return fact(entry, VERDICT).map(text -> Verdict.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** How long the application was shut out before the target was the truth. */
  public static OptionalLong fenceToJournalMillis(JournalEntry entry) {
    return entry.phase().isPastTheJournal()
        ? fact(entry, FENCE_TO_JOURNAL_MILLIS).stream().mapToLong(Long::parseLong).findFirst()
        : OptionalLong.empty();
  }

  private static Optional<String> fact(JournalEntry entry, String name) {
    return Optional.ofNullable(entry.details().get(name));
  }
}
