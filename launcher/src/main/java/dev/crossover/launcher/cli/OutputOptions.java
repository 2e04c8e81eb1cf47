package dev.crossover.launcher.cli;

import picocli.CommandLine.Option;

/** The options of every command for what it prints. */
final class OutputOptions {
  @Option(
      names = "--json",
      description = "Print the answer as one JSON object on stdout, errors too.")
  private boolean json;

  @Option(
      names = "--debug",
      description = "Log more, and print the stack trace of an unexpected error.")
  private boolean debug;

  boolean json() {
    return json;
  }

  boolean debug() {
    return debug;
  }
}
