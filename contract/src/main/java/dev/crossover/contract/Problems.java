package dev.crossover.contract;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with settings, each with its key, reported together. */
final class Problems {
  private static final String CLOUD = "google_cloud.";

  private final List<String> all = new ArrayList<>();

  void add(String problem) {
    all.add(problem);
  }

  /** A problem of a key in the {@code google_cloud} part. */
  void cloud(String key, String what) {
    all.add(CLOUD + key + " " + what);
  }

  /** Checks a number of the {@code google_cloud} part. */
  void range(String key, long value, long least, long most) {
    SettingsRules.range(all, CLOUD + key, value, least, most);
  }

  /** Checks a text of the {@code google_cloud} part. */
  void pattern(String key, String value, String allowed) {
    SettingsRules.pattern(all, CLOUD + key, value, allowed);
  }

  /** Checks a number of any part. */
  void rangeOf(String key, long value, long least, long most) {
    SettingsRules.range(all, key, value, least, most);
  }

  /** Checks a text of any part. */
  void patternOf(String key, String value, String allowed) {
    SettingsRules.pattern(all, key, value, allowed);
  }

  List<String> all() {
    return all;
  }
}
