package dev.crossover.launcher.cutover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.verify.FencedVerification.Verdict;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a cutover keeps in the journal's details, by name. */
public final class JournalledCutover {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private JournalledCutover() {}

  static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** How the last cutover knew that everything had arrived. */
  public static Optional<CatchUpKind> catchUp(JournalEntry entry) {
    return fact(entry, JournalDetails.CATCH_UP)
        .map(text -> CatchUpKind.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  static String json(Map<String, Long> copied) {
    try {
      return JSON.writeValueAsString(copied);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many rows the last cutover copied again, by table. */
  public static Map<String, Long> copiedAgain(JournalEntry entry) {
    return fact(entry, JournalDetails.COPIED_AGAIN)
        .map(
            text -> {
              try {
                return JSON.readValue(text, new TypeReference<Map<String, Long>>() {});
              } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse(Map.of());
  }

  /** What the verification inside the last fence found. */
  public static Optional<Verdict> verdict(JournalEntry entry) {
    return fact(entry, JournalDetails.VERDICT)
        .map(text -> Verdict.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** How long the application was shut out before the target owned the data. */
  public static OptionalLong fenceToJournalMillis(JournalEntry entry) {
    return entry.phase().isPastTheJournal()
        ? fact(entry, JournalDetails.FENCE_TO_JOURNAL_MILLIS).stream()
            .mapToLong(Long::parseLong)
            .findFirst()
        : OptionalLong.empty();
  }

  private static Optional<String> fact(JournalEntry entry, String name) {
    return Optional.ofNullable(entry.details().get(name));
  }
}
