package dev.crossover.launcher.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.FixedSettings;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings that a migration was begun with, as the journal knows them: on whatever machine a
 * launcher goes on with it, the ones that are fixed must be the same.
 *
 * @param environment whose settings they are
 * @param fixed {@link FixedSettings} of this launcher
 */
record RecordedSettings(String environment, Map<String, String> fixed) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Before them anything may change; after the journal nothing may stand in the way. */
  private static final Set<Phase> FREE = EnumSet.of(Phase.PLANNED, Phase.JOURNALLED);

  static RecordedSettings of(Settings settings) {
    return new RecordedSettings(settings.environment(), FixedSettings.of(settings));
  }

  /** What the journal is told of them; empty if it knows it, or may not change it any more. */
  Optional<Map<String, String>> news(JournalEntry entry) {
    Map<String, String> news = Map.of(JournalDetails.SETTINGS, text());
    return entry.phase() == Phase.PLANNED
            && !entry.details().entrySet().containsAll(news.entrySet())
        ? Optional.of(news)
        : Optional.empty();
  }

  private String text() {
    try {
      return JSON.writeValueAsString(new TreeMap<>(fixed));
    } catch (JsonProcessingException e) {
      throw new LinkageError("texts can always be written", e);
    }
  }

  /** Why this launcher may not go on with the migration; empty if it may. */
  Optional<SettingsException> refusal(JournalEntry entry) {
    List<String> differences = new ArrayList<>();
    if (!FREE.contains(entry.phase())) {
      recorded(entry)
          .forEach(
              (key, value) -> {
                String present = fixed.getOrDefault(key, "none");
                if (!present.equals(value)) {
                  differences.add("%s must be %s, got %s".formatted(key, value, present));
                }
              });
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(refusal(differences));
  }

  private SettingsException refusal(List<String> differences) {
    return new SettingsException(
        "the settings of environment %s are not the ones that its migration was begun with, and that it keeps until its end:%n- %s%nSet them back and run the command again; to begin anew with other ones: crossover cleanup --abandon first, with these set back"
            .formatted(environment, String.join(System.lineSeparator() + "- ", differences)));
  }

  /** None for a migration that was begun before they were recorded. */
  private static Map<String, String> recorded(JournalEntry entry) {
    String text = entry.details().getOrDefault(JournalDetails.SETTINGS, "{}");
    try {
      return new TreeMap<>(JSON.readValue(text, new TypeReference<Map<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new JournalException("the journal's settings are not readable: " + text, e);
    }
  }
}
