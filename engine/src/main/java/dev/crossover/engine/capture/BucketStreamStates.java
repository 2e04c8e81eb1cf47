package dev.crossover.engine.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * A stream's state as an object of a bucket: {@code stream.json}, and {@code stream.SHARD.json} of
 * a shard.
 */
public final class BucketStreamStates implements StreamStates {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Bucket bucket;
  private final String path;

  /**
   * @param folder where the object is, with a {@code /} at its end; {@code ""} for the bucket
   *     itself
   * @param shard whose stream it is of; {@code ""} for a source without shards
   */
  public BucketStreamStates(Bucket bucket, String folder, String shard) {
    this.bucket = bucket;
    this.path = folder + (shard.isEmpty() ? "stream.json" : "stream." + shard + ".json");
  }

  @Override
  public Optional<StreamState> read() {
    try (InputStream content = bucket.read(path)) {
      return Optional.of(JSON.readValue(content, StreamState.class));
    } catch (JsonProcessingException e) {
      throw new SourceException(
          "the change stream's state " + path + " is damaged; restore it, or run cleanup", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void write(StreamState state) {
    try {
      bucket.write(path, JSON.writeValueAsBytes(state));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete() {
    bucket.delete(path);
  }
}
