package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Holds {@code docs/commands.md} to the commands. Run with {@code -Dcrossover.write-docs=true} to
 * write the page anew.
 */
class CommandsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "commands.md");

  @Test
  void thePageIsWhatTheCommandsSayThemselves() throws IOException {
    String page = page();
    if (Boolean.getBoolean("crossover.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as(
            "stale: write it anew with mvn test -Dtest=CommandsPageTest"
                + " -Dcrossover.write-docs=true")
        .content()
        .isEqualTo(page);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
# Commands

Generated from the commands' own help; `CommandsPageTest` holds it to them.

With `--json` a command prints one JSON object on stdout. Its first keys are `command`,
`environment`, `exitCode` and `exit`; an error adds `error` and `log`. Results go to stdout,
progress and logs to stderr.

## Exit codes

| code | meaning |
|---|---|
""");
    for (ExitCode code : ExitCode.values()) {
      page.append("| %d | %s |\n".formatted(code.number(), code.meaning()));
    }
    add(page, Crossover.commandLine(), "crossover");
    return page.toString();
  }

  private static void add(StringBuilder page, CommandLine command, String name) {
    if (command.getCommandSpec().usageMessage().hidden()) {
      return;
    }
    String usage = command.getUsageMessage(Ansi.OFF).replaceAll("(?m)[ \\t]+$", "");
    page.append("\n## ").append(name).append("\n\n```\n").append(usage).append("```\n");
    command
        .getSubcommands()
        .forEach((word, subcommand) -> add(page, subcommand, name + " " + word));
  }
}
