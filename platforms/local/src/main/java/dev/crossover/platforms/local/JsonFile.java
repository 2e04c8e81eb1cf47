package dev.crossover.platforms.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A record that one process writes and others read, as JSON in a file. A reader never sees a part
 * of it. Not forced to disk: after a crash of the machine nobody needs it.
 *
 * @param <T> the record
 */
final class JsonFile<T> {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path file;
  private final Class<T> type;

  JsonFile(Path file, Class<T> type) {
    this.file = file;
    this.type = type;
  }

  void write(T value) {
    try {
      PrivateFiles.createFolders(file.getParent());
      Path temporary = file.resolveSibling(file.getFileName() + ".new");
      PrivateFiles.write(temporary, JSON.writeValueAsBytes(value));
      Files.move(temporary, file, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write %s: %s".formatted(file, DirectoryBucket.reason(e)), e);
    }
  }

  /** What was written last; empty if there is nothing, or nothing that can be read. */
  Optional<T> read() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
