package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;

/**
 * What a command found or did.
 *
 * @param json a record whose components become keys of the final JSON object
 * @param text the same for a person; printed without {@code --json}
 */
record Answer(ExitCode exit, Object json, String text) {
  static Answer done(Object json, String text) {
    return new Answer(ExitCode.DONE, json, text);
  }
}
