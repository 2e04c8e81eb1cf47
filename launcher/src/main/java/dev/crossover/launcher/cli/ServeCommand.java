package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import dev.crossover.launcher.HandoffService;
import dev.crossover.launcher.handoff.EventServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description =
        "Be the service of the handoff stack until it is ended: when an event says that the bulk"
            + " job has ended, ask the platform, pass the bulk gate and start the live job. Who may"
            + " call is Cloud Run's to decide.")
final class ServeCommand implements Callable<Integer> {
  /** Cloud Run says by it where to listen, and that it is Cloud Run. */
  private static final String PORT = "PORT";

  private static final int DEFAULT_PORT = 8080;

  @Spec private CommandSpec command;

  @Option(
      names = {"-e", "--env"},
      required = true,
      defaultValue = "${env:CROSSOVER_ENV}",
      paramLabel = "ENV",
      description = "The environment; what CROSSOVER_ENV says without it.")
  private String environment;

  @Option(
      names = "--tfvars",
      paramLabel = "DIR",
      description =
          "The folder of the settings file, also as gs://BUCKET/FOLDER/; what CROSSOVER_TFVARS says"
              + " without it, or tfvars.")
  private String tfvars;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where to listen on this machine; without it what PORT says, on every address, or 8080.")
  private Integer port;

  @Mixin private OutputOptions output;

  private record Result(String stopped) {}

  @Override
  public Integer call() {
    return new Invocation(command, Optional.of(environment), output)
        .run(() -> serve(System.getenv()));
  }

  private Answer serve(Map<String, String> process) {
    String folder = tfvars == null ? process.getOrDefault("CROSSOVER_TFVARS", "tfvars") : tfvars;
    HandoffService service = HandoffService.of(environment, folder, process);
    LogFile.onlyOnTerminal(Level.INFO);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              asked.countDown();
              await(ended);
            },
            "stop-serving");
    Runtime.getRuntime().addShutdownHook(stop);
    try (EventServer server = service.server(address(process))) {
      server.start();
      await(asked);
    } finally {
      ended.countDown();
    }
    return Answer.done(new Result("on request"), "");
  }

  private InetSocketAddress address(Map<String, String> process) {
    if (port == null && process.containsKey(PORT)) {
      return new InetSocketAddress(Integer.parseInt(process.get(PORT)));
    }
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), port == null ? DEFAULT_PORT : port);
  }

  /** An event that is at work is answered before the process ends. */
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
