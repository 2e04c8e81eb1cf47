package dev.crossover.launcher;

import dev.crossover.contract.Settings;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.launcher.journal.Journal;
import dev.crossover.launcher.journal.SpannerJournal;
import dev.crossover.launcher.local.LocalEmulator;
import dev.crossover.launcher.preflight.ConnectToSource;
import dev.crossover.launcher.preflight.OpenTransactions;
import dev.crossover.launcher.preflight.Preflight;
import dev.crossover.launcher.preflight.SourceEncoding;
import dev.crossover.launcher.preflight.SourcePrivileges;
import dev.crossover.launcher.preflight.SourceTimeZone;
import dev.crossover.launcher.workflow.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the parts of one environment and connects them. The only place that knows adapters. A part
 * is made when it is first asked for, so a command needs only what it uses; for one thread.
 */
public final class Wiring implements AutoCloseable {
  private static final int SOURCE_CONNECTIONS = 8;

  private final Settings settings;
  private final Path settingsDirectory;
  private final Map<String, String> environment;
  private final Clock clock = Clock.systemUTC();
  private final Workspace workspace;
  private SourceDatabase source;
  private TargetDatabase target;
  private Optional<String> emulatorHost;

  private Wiring(Settings settings, Path settingsDirectory, Map<String, String> environment) {
    this.settings = settings;
    this.settingsDirectory = settingsDirectory;
    this.environment = environment;
    this.workspace = new Workspace(Path.of(settings.workDirectory()));
  }

  /**
   * @param settingsDirectory the folder of the settings file; paths in it are relative to it
   * @param environment the process environment
   */
  public static Wiring of(
      Settings settings, Path settingsDirectory, Map<String, String> environment) {
    return new Wiring(settings, settingsDirectory.toAbsolutePath().normalize(), environment);
  }

  public Settings settings() {
    return settings;
  }

  /** The folder of the settings file. */
  public Path settingsDirectory() {
    return settingsDirectory;
  }

  public Workspace workspace() {
    return workspace;
  }

  /** The source; it is not connected to before a connection is asked for. */
  public SourceDatabase source() {
    if (source == null) {
      Settings.Source s = settings.source();
      source =
          SourceDatabase.open(
              sourceUrl(), s.user(), s.password().resolve(environment), SOURCE_CONNECTIONS);
    }
    return source;
  }

  /** The source's JDBC address, without user and password. */
  private String sourceUrl() {
    Settings.Source s = settings.source();
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s"
        .formatted(s.host(), s.port(), s.database(), s.sslMode());
  }

  /** The target, on an emulator of our own if the settings ask for one. */
  public TargetDatabase target() {
    if (target == null) {
      Settings.Target t = settings.target();
      target = TargetDatabase.open(t.project(), t.instance(), t.database(), emulatorHost());
    }
    return target;
  }

  /** {@code host:port} of the emulator; empty for the real service. */
  private Optional<String> emulatorHost() {
    if (emulatorHost == null) {
      emulatorHost =
          new LocalEmulator(workspace.root()).locate(settings.target().emulator(), environment);
    }
    return emulatorHost;
  }

  public Journal journal() {
    return new SpannerJournal(target().client(), settings.environment(), clock);
  }

  public DeadLetters deadLetters() {
    return new DeadLetters(workspace.bucket(), Workspace.DEAD_LETTERS, clock);
  }

  /** All checks of the route. */
  public Preflight preflight() {
    List<String> schemas = settings.source().schemas();
    return new Preflight(
        new ConnectToSource(source()),
        List.of(
            new SourcePrivileges(source(), schemas, settings.source().excludeTables()),
            new SourceEncoding(source()),
            new SourceTimeZone(source(), schemas),
            new OpenTransactions(source())),
        List.of());
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
    if (target != null) {
      target.close();
    }
  }
}
