package dev.crossover.targets.spanner.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Gives names that Spanner accepts, each once. Spanner does not tell upper from lower case. The
 * same requests in the same order give the same names.
 */
final class TargetNames {
  /** Crossover's own tables in the target begin with this. */
  static final String OWN_PREFIX = "crossover_";

  private static final int HASH_CHARACTERS = 8;

  private final int longest;
  private final boolean ownPrefixIsFree;
  private final Set<String> taken = new HashSet<>();

  private TargetNames(int longest, boolean ownPrefixIsFree) {
    this.longest = longest;
    this.ownPrefixIsFree = ownPrefixIsFree;
  }

  /**
   * The names of a database's tables, indexes, constraints and sequences.
   *
   * @param longest the most characters of a name
   */
  static TargetNames ofDatabase(int longest) {
    return new TargetNames(longest, false);
  }

  /** The names of a table's columns. */
  static TargetNames ofTable() {
    return new TargetNames(GoogleSql.LONGEST_NAME, true);
  }

  int longest() {
    return longest;
  }

  /** Keeps a name that is wanted as it is; false if it is taken already. */
  boolean reserve(String name) {
    return taken.add(name.toLowerCase(Locale.ROOT));
  }

  /**
   * @param wanted the name to keep if possible
   * @param second what to try next, such as the name with its table's before it
   */
  String take(String wanted, String second) {
    String first = legal(wanted);
    if (reserve(first)) {
      return first;
    }
    String base = legal(second);
    if (reserve(base)) {
      return base;
    }
    int number = 2;
    while (!reserve(numbered(base, number))) {
      number++;
    }
    return numbered(base, number);
  }

  String take(String wanted) {
    return take(wanted, wanted);
  }

  private String numbered(String base, int number) {
    String suffix = "_" + number;
    return base.substring(0, Math.min(base.length(), longest - suffix.length())) + suffix;
  }

  /** The name with every character that Spanner cannot have replaced, and not too long. */
  String legal(String wanted) {
    String name = wanted.replaceAll("[^A-Za-z0-9_]", "_");
    boolean own = name.toLowerCase(Locale.ROOT).startsWith(OWN_PREFIX) && !ownPrefixIsFree;
    if (own || !name.matches("[A-Za-z].*")) {
      name = "x" + (name.startsWith("_") ? "" : "_") + name;
    }
    if (name.length() <= longest) {
      return name;
    }
    return name.substring(0, longest - HASH_CHARACTERS - 1) + "_" + hash(wanted);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
