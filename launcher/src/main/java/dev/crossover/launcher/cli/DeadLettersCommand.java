package dev.crossover.launcher.cli;

import picocli.CommandLine.Command;

@Command(
    name = "dead-letters",
    description = "Look at and settle what could not be moved; each open one blocks the cutover.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersRetryCommand.class,
      DeadLettersDiscardCommand.class
    })
final class DeadLettersCommand {}
