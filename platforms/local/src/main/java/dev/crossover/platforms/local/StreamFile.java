package dev.crossover.platforms.local;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.BucketStreamStates;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.capture.StreamStates;
import java.nio.file.Path;
import java.util.Optional;

/** The state of a stream in the environment's work directory. */
public final class StreamFile implements StreamStates {
  private final StreamStates file;

  /**
   * @param workDirectory the environment's work directory
   */
  public StreamFile(Path workDirectory) {
    this(workDirectory, "");
  }

  /**
   * @param workDirectory the environment's work directory
   * @param shard whose stream it is of; {@code ""} for a source without shards
   */
  StreamFile(Path workDirectory, String shard) {
    this.file = new BucketStreamStates(new DirectoryBucket(workDirectory), "", shard);
  }

  @Override
  public Optional<StreamState> read() {
    return file.read();
  }

  /** Empty too if the file is damaged: that is for the capture to complain about. */
  Optional<SignOfLife> signOfLife() {
    try {
      return read().map(SignOfLife::of);
    } catch (SourceException damaged) {
      return Optional.empty();
    }
  }

  @Override
  public void write(StreamState state) {
    file.write(state);
  }

  @Override
  public void delete() {
    file.delete();
  }
}
