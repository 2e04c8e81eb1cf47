package dev.crossover.launcher;

import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.apply.PresentRow;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaPlanner;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.shards.ShardColumn;
import dev.crossover.engine.shards.ShardedSource;
import dev.crossover.engine.shards.ShardedStream;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.Source;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.TargetAdministration;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.capture.DeferredStream;
import dev.crossover.launcher.fence.Unfencing;
import dev.crossover.launcher.live.LedgerChanges;
import dev.crossover.launcher.workflow.MigrationLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The source, the target and the platform of one environment, and what is the same for all commands
 * once they are known. Source and target are opened when they are first asked for; for one thread.
 */
final class OpenRooms implements AutoCloseable {
  private final Settings settings;
  private final Path settingsDirectory;
  private final Map<String, String> environment;
  private final Rooms rooms;
  private final Timing timing = Timing.real();
  private final Platform platform;
  private Source source;
  private Map<String, SourceDatabase> databases = Map.of();
  private Target target;
  private FileLedger fileLedger;

  OpenRooms(
      Settings settings, Path settingsDirectory, Map<String, String> environment, Rooms rooms) {
    this.settings = settings;
    this.settingsDirectory = settingsDirectory;
    this.environment = environment;
    this.rooms = rooms;
    this.platform =
        rooms
            .platform(settings)
            .open(
                settings,
                environment,
                new LauncherCommands(settings.environment(), settingsDirectory));
  }

  Settings settings() {
    return settings;
  }

  /** The folder of the settings file; paths in it are relative to it. */
  Path settingsDirectory() {
    return settingsDirectory;
  }

  /** The process environment. */
  Map<String, String> environment() {
    return environment;
  }

  Timing timing() {
    return timing;
  }

  Platform platform() {
    return platform;
  }

  Bucket bucket() {
    return platform.bucket();
  }

  /** The source; it is not connected to before a part of it is used. */
  Source source() {
    if (source == null) {
      source = open();
    }
    return source;
  }

  private Source open() {
    Settings.Source all = settings.source();
    if (all.shards().isEmpty()) {
      databases = Map.of("", open(all, settings.capture()));
      return databases.get("");
    }
    Map<String, SourceDatabase> shards = new TreeMap<>();
    all.databases()
        .forEach((name, shard) -> shards.put(name, open(shard, settings.capture().ofShard(name))));
    databases = shards;
    return new ShardedSource(shards, new ShardColumn(all.shardIdColumn().orElseThrow()));
  }

  private SourceDatabase open(Settings.Source database, Settings.Capture capture) {
    return rooms
        .source(settings)
        .open(database, capture, database.password().resolve(environment, platform.secrets()));
  }

  /** The databases of the source by shard; the only one of a source without shards has no name. */
  private Map<String, SourceDatabase> databases() {
    source();
    return databases;
  }

  /**
   * The capture of one log of the source.
   *
   * @param shard whose log it is; {@code ""} for a source without shards
   * @throws SettingsException if the settings name no such shard
   */
  LocalCapture capture(String shard) {
    return Optional.ofNullable(databases().get(shard))
        .orElseThrow(
            () ->
                new SettingsException(
                    "--shard must be %s, got %s"
                        .formatted(
                            settings.source().shards().isEmpty()
                                ? "left out, for source.shards names none"
                                : "one of " + String.join(", ", databases.keySet()),
                            shard.isEmpty() ? "nothing" : shard)))
        .capture(movedTables());
  }

  SourceReading reading() {
    return source().reading();
  }

  /** The target, on an emulator if the settings ask for one. */
  Target target() {
    if (target == null) {
      target = rooms.target(settings).open(settings.target(), platform.emulator().address());
    }
    return target;
  }

  /** The target's address, whether there is such a target or not. */
  String targetAddress() {
    return rooms.target(settings).address(settings.target());
  }

  TargetAdministration administration() {
    return target().administration();
  }

  Journal journal() {
    return administration().journal(settings.environment(), timing.clock());
  }

  /** The right to change the migration. */
  MigrationLock lock() {
    return new MigrationLock(
        target().address(),
        administration().store(),
        this::journal,
        this::unfencing,
        timing,
        settings);
  }

  /**
   * Goes by the record in the source, and so by no table: whatever keeps the bucket from being read
   * must not keep the source closed.
   */
  Unfencing unfencing() {
    return new Unfencing(source().fence(List.of()), timing);
  }

  DeadLetters deadLetters() {
    return new DeadLetters(bucket(), BucketLayout.DEAD_LETTERS_FOLDER, timing.clock());
  }

  DatastreamFormat changeFormat() {
    return new DatastreamFormat(source().changeMetadata());
  }

  SchemaPlan planSchema() {
    SchemaPlanner planner = rooms.target(settings).planner();
    SchemaOptions options = SchemaOptions.of(settings, settingsDirectory, planner);
    return planner.plan(sourceSchema(), options);
  }

  /** What of the source is moved, as it is now. */
  SourceSchema sourceSchema() {
    return reading()
        .catalogue()
        .read(settings.source().schemas(), settings.source().excludeTables());
  }

  /** The columns that a table of the source has now; none if there is no such table. */
  Set<String> sourceColumns(TableName table) {
    return reading().catalogue().read(List.of(table.schema()), List.of()).table(table).stream()
        .flatMap(found -> found.columns().stream())
        .map(SourceColumn::name)
        .collect(Collectors.toSet());
  }

  /** Reads single rows of the source again. */
  PresentRow presentRow(TargetSchema schema) {
    return new PresentRow(reading().rows(), schema, this::sourceColumns, source().clock()::now);
  }

  /** What the schema step wrote. */
  TargetSchema targetSchema() {
    return SchemaPlan.readTarget(bucket());
  }

  /** What the schema step wrote; empty before it. */
  Optional<TargetSchema> schemaIfWritten() {
    return SchemaPlan.isWritten(bucket()) ? Optional.of(targetSchema()) : Optional.empty();
  }

  /** The moved tables; none before the schema step. */
  List<TableName> movedTables() {
    return schemaIfWritten().map(OpenRooms::tables).orElse(List.of());
  }

  static List<TableName> tables(TargetSchema schema) {
    return schema.movedTables().stream().map(TargetTable::source).toList();
  }

  Fence fence() {
    return source().fence(movedTables());
  }

  /** The change stream, as the tables are known whenever it is used. */
  ChangeStream stream() {
    return new DeferredStream(
        () -> {
          List<TableName> tables = movedTables();
          Map<String, ChangeStream> streams = new TreeMap<>();
          databases()
              .forEach(
                  (shard, database) ->
                      streams.put(
                          shard, platform.changeStream(shard, database.capture(tables).setup())));
          return settings.source().shards().isEmpty()
              ? streams.get("")
              : new ShardedStream(streams);
        });
  }

  FileLedger fileLedger() {
    if (fileLedger == null) {
      fileLedger = target().fileLedger();
    }
    return fileLedger;
  }

  ChangeFolder changeFiles() {
    return new ChangeFolder(bucket(), BucketLayout.CHANGES_FOLDER);
  }

  AppliedChanges applied() {
    return new LedgerChanges(
        changeFiles(), fileLedger(), deadLetters(), target().sentinels(), this::movedTables);
  }

  /** The log file of a program that runs on this machine. */
  Path log(String program) {
    return workDirectory().resolve("logs").resolve(program + ".log");
  }

  /** Where the environment keeps its files on this machine. */
  Path workDirectory() {
    return Path.of(settings.workDirectory()).toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
    if (target != null) {
      target.close();
    }
    platform.close();
  }
}
