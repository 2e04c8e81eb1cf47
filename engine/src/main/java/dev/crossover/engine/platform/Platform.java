package dev.crossover.engine.platform;

import dev.crossover.contract.SecretStore;
import dev.crossover.engine.apply.ApplyProgressRecord;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.StreamStates;
import java.util.List;
import java.util.Map;

/** Where the long parts of a migration run and keep their files. */
public interface Platform extends AutoCloseable {
  Bucket bucket();

  /** The secrets that are neither in this process's environment nor in its files. */
  SecretStore secrets();

  /** What people call the place of an object, or of a folder, of the bucket. */
  String place(String path);

  /** The places that a person may want to look at, by what is there, in the order to show them. */
  Map<String, String> places();

  /**
   * The change stream of one log of the source.
   *
   * @param shard whose log it is; {@code ""} for a source without shards
   * @param setup what a capture of our own needs in the source
   */
  ChangeStream changeStream(String shard, CaptureSetup setup);

  /** Change events that the streams have written, by {@code schema.table}. */
  Map<String, Long> eventsPerTable();

  /** What the platform measures by itself; asked for anew at each call. */
  List<Measure> measures();

  /** What a person does first when the change stream does not run. */
  String streamHint();

  /**
   * Where a capture of our own publishes its state.
   *
   * @param shard whose log it captures; {@code ""} for a source without shards
   */
  StreamStates streamStates(String shard);

  Job bulkLoad();

  Job applyChanges();

  ApplyProgressRecord applyProgress();

  FenceWatchProcess fenceWatch();

  TargetEmulator emulator();

  /** Deletes what only a running migration needs: change files and the traces of its jobs. */
  void deleteWorkFiles();

  /** Lets go of what it asks services with; the long parts go on. */
  @Override
  void close();
}
