package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The program {@code crossover}. */
@Command(
    name = "crossover",
    description = "Moves a live database to Cloud Spanner and proves that the move is complete.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands, in the order of a migration:%n",
    exitCodeListHeading = "%nExit codes:%n",
    subcommands = {
      DemoCommand.class,
      PreflightCommand.class,
      PlanCommand.class,
      SchemaCommand.class,
      CaptureCommand.class,
      BulkCommand.class,
      ApplyCommand.class,
      RunCommand.class,
      StatusCommand.class,
      VerifyCommand.class,
      DeadLettersCommand.class,
      CutoverCommand.class,
      CleanupCommand.class,
      FenceWatchCommand.class,
      BulkJobCommand.class,
      ApplyJobCommand.class,
      DoctorCommand.class,
      PackageCommand.class,
      SynthCommand.class,
      DeployCommand.class,
      ServeCommand.class,
      GuardCommand.class,
      CostCommand.class,
      GenerateCompletion.class
    })
public final class Crossover {
  private Crossover() {}

  public static void main(String[] arguments) {
    // Google's clients log through java.util.logging, which would print on the terminal.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(commandLine().execute(arguments));
  }

  /** The program as tests and the documentation see it. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Crossover());
    line.getCommandSpec().usageMessage().exitCodeList(ExitCodes.list());
    line.setParameterExceptionHandler(Crossover::usageError);
    line.setUsageHelpAutoWidth(false);
    line.setExecutionStrategy(new CommandLine.RunLast());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    addHelp(line);
    return line;
  }

  private static void addHelp(CommandLine line) {
    for (CommandLine command : line.getSubcommands().values()) {
      if (command.getCommandSpec().findOption("--help") == null) {
        command
            .getCommandSpec()
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help message and exit.")
                    .build());
      }
      addHelp(command);
    }
  }

  private static int usageError(ParameterException error, String[] arguments) {
    CommandLine line = error.getCommandLine();
    boolean json = Arrays.asList(arguments).contains("--json");
    String command = line.getCommandSpec().qualifiedName().replaceFirst("^\\S+ ?", "");
    String help = "\nTry '" + line.getCommandSpec().qualifiedName() + " --help'.";
    return new AnswerPrinter(line.getOut(), line.getErr(), json)
        .print(
            command,
            Optional.empty(),
            new Answer(
                ExitCode.USAGE,
                new AnswerPrinter.Failure(error.getMessage(), Optional.empty()),
                "crossover: " + error.getMessage() + help));
  }
}
