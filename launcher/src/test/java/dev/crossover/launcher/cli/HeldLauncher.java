package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import dev.crossover.platforms.local.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code crossover}, as a real process that a debugger holds at the beginning of a method, so that
 * what happens next happens at exactly that place.
 */
final class HeldLauncher implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String LISTENING = "com.sun.jdi.SocketListen";

  private final Process process;
  private final VirtualMachine machine;
  private final Path log;

  private HeldLauncher(Process process, VirtualMachine machine, Path log) {
    this.process = process;
    this.machine = machine;
    this.log = log;
  }

  /**
   * A method of the launcher.
   *
   * @param type the class that has it, with its package
   */
  record Place(String type, String method) {
    @Override
    public String toString() {
      return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
  }

  /**
   * Starts a command on the environment in {@code folder} and holds it before its first step.
   *
   * @param words the command, such as {@code run}
   */
  static HeldLauncher start(Path folder, String... words) throws Exception {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(c -> c.name().equals(LISTENING))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("localAddress").setValue("127.0.0.1");
    arguments.get("timeout").setValue(Long.toString(PATIENCE.toMillis()));
    String address = connector.startListening(arguments);
    try {
      Path log = folder.resolve(words[0] + ".log");
      Process process = launch(folder, address, log, words);
      return new HeldLauncher(process, accept(connector, arguments, process), log);
    } finally {
      connector.stopListening(arguments);
    }
  }

  private static Process launch(Path folder, String address, Path log, String... words)
      throws IOException {
    List<String> arguments =
        Stream.concat(Stream.of(words), Stream.of("--env", "test", "--tfvars", folder.toString()))
            .toList();
    List<String> command = new ArrayList<>(Programs.find().launcher(arguments));
    String port = address.substring(address.lastIndexOf(':') + 1);
    // It lives for seconds: better code is not worth its while.
    command.add(1, "-XX:TieredStopAtLevel=1");
    command.add(
        1, "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static VirtualMachine accept(
      ListeningConnector connector, Map<String, Connector.Argument> arguments, Process process)
      throws IOException, IllegalConnectorArgumentsException {
    try {
      return connector.accept(arguments);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Lets it go on until it is about to call this method, and holds all of it there. */
  void holdAt(Place place) throws Exception {
    awaitBreak(place, EventRequest.SUSPEND_ALL);
  }

  /** As {@link #holdAt}, but only the thread that makes the call: the lease is renewed. */
  void keepBusyAt(Place place) throws Exception {
    awaitBreak(place, EventRequest.SUSPEND_EVENT_THREAD);
  }

  private void awaitBreak(Place place, int policy) throws Exception {
    EventRequestManager requests = machine.eventRequestManager();
    requests.deleteAllBreakpoints();
    List<ReferenceType> loaded = machine.classesByName(place.type());
    if (loaded.isEmpty()) {
      ClassPrepareRequest request = requests.createClassPrepareRequest();
      request.addClassFilter(place.type());
      request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
      request.enable();
    }
    loaded.forEach(type -> breakAt(type, place.method(), policy));
    machine.resume();
    awaitStop(place, policy);
  }

  private void awaitStop(Place place, int policy) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      assertThat(System.nanoTime()).as("not at %s: %s", place, log()).isLessThan(deadline);
      EventSet events = machine.eventQueue().remove(TimeUnit.SECONDS.toMillis(1));
      if (events == null) {
        continue;
      }
      for (Event event : events) {
        if (event instanceof BreakpointEvent) {
          return;
        }
        assertThat(event)
            .as("it ended before %s: %s", place, log())
            .isNotInstanceOf(VMDisconnectEvent.class);
        if (event instanceof ClassPrepareEvent prepared) {
          breakAt(prepared.referenceType(), place.method(), policy);
        }
      }
      events.resume();
    }
  }

  private void breakAt(ReferenceType type, String name, int policy) {
    List<Method> methods =
        type.methodsByName(name).stream()
            .filter(method -> method.location() != null && !method.isBridge())
            .toList();
    assertThat(methods).as("%s.%s", type.name(), name).isNotEmpty();
    for (Method method : methods) {
      EventRequest request =
          machine.eventRequestManager().createBreakpointRequest(method.location());
      request.setSuspendPolicy(policy);
      request.enable();
    }
  }

  /** Lets it go on to its end, which nobody watches. */
  void release() {
    machine.dispose();
  }

  /** What it ends with once it is released. */
  int exitCode() throws Exception {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  long pid() {
    return process.pid();
  }

  /** What it and the launchers before it have printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** kill -9, unless it has ended. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      machine.dispose();
    } catch (VMDisconnectedException alreadyGone) {
      // It ended first.
    }
  }
}
