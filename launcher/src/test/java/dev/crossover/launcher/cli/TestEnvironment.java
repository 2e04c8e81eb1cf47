package dev.crossover.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A settings file for a test's source and target, and the commands on it. */
record TestEnvironment(
    Path folder, MovedSource.Opened source, String database, String user, String emulator) {
  /** With the server's superuser. */
  TestEnvironment(Path folder, TestSource source, String database) {
    this(folder, MovedSource.of(source), database);
  }

  /** With a user who may do everything. */
  TestEnvironment(Path folder, MovedSource.Opened source, String database) {
    this(folder, source, database, source.kind().user, TestSpanner.emulatorHost());
  }

  /** With a user and a server of the target of the test's choice. */
  TestEnvironment(Path folder, TestSource source, String database, String user, String emulator) {
    this(folder, MovedSource.of(source), database, user, emulator);
  }

  /** What a command answered. */
  record Answered(int exitCode, JsonNode json, String text) {}

  TestEnvironment {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("password"), source.kind().password);
      Files.writeString(
          folder.resolve("test.tfvars.json"),
          """
          {"platform": "local", "route": "%s", "work_directory": "%s",
           "source": {"host": "127.0.0.1", "port": %d, "database": "%s", "user": "%s",
                      "password": "file:%s", "application_roles": ["%s"]},
           "target": {"project": "test-project", "instance": "test-instance",
                      "database": "%s", "emulator": "%s"},
           "capture": {"slot": "%s", "publication": "%s"}}
          """
              .formatted(
                  source.kind().route,
                  folder.resolve("work"),
                  source.port(),
                  source.name(),
                  user,
                  folder.resolve("password"),
                  source.role(),
                  database,
                  emulator,
                  source.name(),
                  source.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes one setting, such as {@code cutover}, {@code drain_timeout_seconds}. */
  TestEnvironment with(String section, String key, Object value) {
    try {
      Path file = folder.resolve("test.tfvars.json");
      ObjectNode settings = (ObjectNode) new ObjectMapper().readTree(file.toFile());
      settings.withObject("/" + section).putPOJO(key, value);
      Files.writeString(file, settings.toString());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The application's role; roles belong to the whole server, so each test has its own. */
  static String role(TestSource source) {
    return MovedSource.of(source).role();
  }

  /** The process of this name in the work directory and its shell, as far as they live. */
  List<ProcessHandle> processes(String name) throws IOException {
    String[] idsAndStarts =
        Files.readString(folder.resolve("work/processes").resolve(name + ".pid"))
            .strip()
            .split(" ", -1);
    List<ProcessHandle> living = new ArrayList<>();
    for (int i = 0; i < idsAndStarts.length; i += 2) {
      ProcessHandle.of(Long.parseLong(idsAndStarts[i])).ifPresent(living::add);
    }
    return living;
  }

  /** kill -9 of a process and its shell. */
  void kill(String name) throws IOException {
    List<ProcessHandle> killed = processes(name);
    killed.forEach(ProcessHandle::destroyForcibly);
    killed.forEach(process -> process.onExit().join());
  }

  /** Sends {@code STOP} or {@code CONT} to processes. */
  static void signal(String signal, List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }
  }

  Answered run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all =
        Stream.concat(
                Stream.of(words),
                Stream.of("--env", "test", "--tfvars", folder.toString(), "--json"))
            .toList();
    int exitCode =
        Crossover.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    try {
      return new Answered(exitCode, new ObjectMapper().readTree(out.toString()), out.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(out + "\n" + err, e);
    }
  }
}
