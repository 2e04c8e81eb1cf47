package dev.crossover.engine.verify;

import java.util.Locale;
import java.util.regex.Pattern;

/** Columns whose name says that their values are secrets; a report never shows these. */
final class SecretColumns {
  private static final Pattern SECRET =
      Pattern.compile(
          "pass(wd|word|phrase|code)|secret|token|credential|(api|access|private|encryption)_?key"
              + "|salt|hash|otp|(^|_)(pin|pwd|cvv|cvc)(_|$)|iban|card_?(no|num)");

  private SecretColumns() {}

  static boolean isSecret(String column) {
    return SECRET.matcher(column.toLowerCase(Locale.ROOT)).find();
  }
}
