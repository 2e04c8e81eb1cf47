package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes as the help shows them. */
final class ExitCodes {
  private ExitCodes() {}

  static Map<String, String> list() {
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      list.put("%3d".formatted(code.number()), code.meaning());
    }
    return list;
  }
}
