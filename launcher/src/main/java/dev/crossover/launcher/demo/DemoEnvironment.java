package dev.crossover.launcher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.engine.files.PrivateFiles;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.platforms.local.ChildProcess;
import dev.crossover.platforms.local.LocalEmulator;
import dev.crossover.platforms.local.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The demo's source, and the settings file that makes it an environment like any other.
 *
 * @param kind what is moved
 * @param workDirectory where everything of the demo is kept
 */
public record DemoEnvironment(DemoSource kind, Path workDirectory, Programs programs) {
  /** The environment's name. */
  public static final String NAME = "demo";

  private static final Duration GRACE = Duration.ofSeconds(10);

  public DemoEnvironment {
    workDirectory = workDirectory.toAbsolutePath().normalize();
  }

  /** What {@link #prepare} does, in one line. */
  public String preparation(int scale) {
    return "starting %s and loading the Chinook data %d times".formatted(database().title(), scale);
  }

  /**
   * Ends and removes what an earlier demo left, then starts and fills the source and writes the
   * settings.
   *
   * @param scale how many times the sample's rows
   */
  public void prepare(int scale) {
    lock();
    stop();
    remove(workDirectory);
    try {
      PrivateFiles.createFolders(settingsDirectory());
      source().start();
      source().load(programs.home().resolve("samples/chinook"), scale);
      PrivateFiles.write(password(), database().user().getBytes(UTF_8));
      PrivateFiles.write(
          settingsDirectory().resolve(NAME + ".tfvars.json"),
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(settings()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + workDirectory, e);
    }
  }

  /** Held until this process ends, however it ends. */
  private void lock() {
    Path file = workDirectory.resolveSibling(workDirectory.getFileName() + ".lock");
    try {
      PrivateFiles.createFolders(file.getParent());
      FileLock lock = PrivateFiles.open(file, CREATE, WRITE).tryLock();
      if (lock == null) {
        throw new AlreadyRunningException(
            "another demo runs in " + workDirectory + "; wait until it ends");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file, e);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        "platform",
        "local",
        "route",
        database().route(),
        "work_directory",
        workDirectory.toString(),
        "source",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            source().port(),
            "database",
            database().name(),
            "user",
            database().user(),
            "password",
            "file:" + password(),
            "application_roles",
            List.of(DemoDatabase.APPLICATION)),
        "target",
        Map.of(
            "project", "crossover-demo",
            "instance", "demo",
            "database", "chinook",
            "emulator", "auto"));
  }

  /** The folder of the settings file. */
  public Path settingsDirectory() {
    return workDirectory.resolve("tfvars");
  }

  private Path password() {
    return workDirectory.resolve("source-password");
  }

  private DemoDatabase database() {
    return kind.database();
  }

  private DemoServer source() {
    return server(kind);
  }

  private DemoServer server(DemoSource source) {
    return new DemoServer(source.database(), workDirectory, programs);
  }

  /** An application that writes to the source; not started yet. */
  public Workload workload(int writesPerSecond, long seed) {
    return new Workload(source().url(), database().sales(), writesPerSecond, seed);
  }

  /** A command that shows the source. */
  public String client() {
    return database().client(source().port());
  }

  /** The target's {@code host:port}, while it runs. */
  public String emulatorHost() {
    return new LocalEmulator(workDirectory).locate("auto", System.getenv()).orElseThrow();
  }

  /** Ends every process of a demo, whatever it moved: jobs, stream, source, emulator. */
  public void stop() {
    for (String name : childNames()) {
      new ChildProcess(workDirectory, name).stop(GRACE);
    }
    for (DemoSource source : DemoSource.values()) {
      server(source).stop();
    }
    new LocalEmulator(workDirectory).stop();
  }

  /**
   * Supervisors first, which would start again what they watch; the source and the emulator come
   * after all, because the others write to them.
   */
  private List<String> childNames() {
    Path processes = workDirectory.resolve("processes");
    if (!Files.isDirectory(processes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(processes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".pid"))
          .map(file -> file.substring(0, file.length() - ".pid".length()))
          .filter(name -> !name.equals("spanner-emulator") && !isServer(name))
          .sorted(Comparator.comparing((String name) -> !name.endsWith(ChildProcess.SUPERVISOR)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + processes, e);
    }
  }

  private static boolean isServer(String process) {
    return Stream.of(DemoSource.values())
        .anyMatch(source -> source.database().process().equals(process));
  }

  private static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove what an earlier demo left in " + directory, e);
    }
  }
}
