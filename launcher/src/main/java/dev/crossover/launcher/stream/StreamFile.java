package dev.crossover.launcher.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.DirectoryBucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code stream.json}: durable when a write returns, and never seen in part. */
public final class StreamFile {
  private static final String NAME = "stream.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path file;
  private final Bucket folder;

  /**
   * @param workDirectory the environment's work directory
   */
  public StreamFile(Path workDirectory) {
    this.file = workDirectory.resolve(NAME);
    this.folder = new DirectoryBucket(workDirectory);
  }

  /** What was last written; empty if there is no stream. */
  public Optional<StreamState> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream content = folder.read(NAME)) {
      return Optional.of(JSON.readValue(content, StreamState.class));
    } catch (JsonProcessingException e) {
      throw new SourceException(
          "the change stream's state " + file + " is damaged; restore it, or run cleanup", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  public void write(StreamState state) {
    try {
      folder.write(NAME, JSON.writeValueAsBytes(state));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    folder.delete(NAME);
  }
}
