package dev.crossover.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that an unknown one was probably meant to be. */
public final class NearestName {
  private NearestName() {}

  /** The nearest known word, however far it is; of equally near ones the first by letters. */
  static Optional<String> of(String unknown, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparing((String word) -> distance(unknown, word))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code , perhaps X}; empty if no known word is near. */
  public static String hint(String unknown, Collection<String> known) {
    return of(unknown, known)
        .filter(word -> distance(unknown, word) <= Math.max(2, unknown.length() / 2))
        .map(word -> ", perhaps " + word)
        .orElse("");
  }

  /** How many letters must be put in, taken out or changed to make one word the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replace = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
