package dev.crossover.platforms.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.capture.StreamStates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code stream.json} in the environment's work directory; {@code stream.SHARD.json} of a
 * shard.
 */
public final class StreamFile implements StreamStates {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final String name;
  private final Path file;
  private final Bucket folder;

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
    this.name = shard.isEmpty() ? "stream.json" : "stream." + shard + ".json";
    this.file = workDirectory.resolve(name);
    this.folder = new DirectoryBucket(workDirectory);
  }

  @Override
  public Optional<StreamState> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream content = folder.read(name)) {
      return Optional.of(JSON.readValue(content, StreamState.class));
    } catch (JsonProcessingException e) {
      throw new SourceException(
          "the change stream's state " + file + " is damaged; restore it, or run cleanup", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
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
    try {
      folder.write(name, JSON.writeValueAsBytes(state));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete() {
    folder.delete(name);
  }
}
