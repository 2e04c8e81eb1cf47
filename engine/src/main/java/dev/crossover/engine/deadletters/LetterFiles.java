package dev.crossover.engine.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.deadletters.DeadLetterEntry.Handling;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where dead letters are in a bucket, in files of bounded lines, and long records in files of their
 * own: {@code letters/<unit's digest>/<attempt>-<number>.jsonl}, {@code handled/<id>.jsonl} and
 * {@code raw/<id>-<record's digest>}.
 */
final class LetterFiles {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private static final String ENDING = ".jsonl";

  private final Bucket bucket;
  private final String letters;
  private final String handled;
  private final String raw;

  LetterFiles(Bucket bucket, String prefix) {
    String folder = prefix.endsWith("/") ? prefix : prefix + "/";
    this.bucket = bucket;
    this.letters = folder + "letters/";
    this.handled = folder + "handled/";
    this.raw = folder + "raw/";
  }

  String folderOf(String unit) {
    return letters + Digests.name(unit) + "/";
  }

  /** The files of one unit's letters, the oldest attempt first. */
  List<String> filesOf(String unit) {
    return bucket.list(folderOf(unit));
  }

  /** The files of all letters by the folder of their unit, each unit's oldest attempt first. */
  Map<String, List<String>> filesByFolder() {
    return bucket.list(letters).stream()
        .collect(
            Collectors.groupingBy(
                path -> path.substring(0, path.lastIndexOf('/') + 1),
                TreeMap::new,
                Collectors.toList()));
  }

  void eachLetter(List<String> files, Consumer<DeadLetter> consumer) {
    files.forEach(path -> eachLine(path, DeadLetter.class, consumer));
  }

  /**
   * What is asked of the letters of every unit, each letter as its newest attempt has it, unit by
   * unit, so that no more than one unit's answers are in memory.
   */
  <T> void eachUnit(Function<DeadLetter, Optional<T>> question, Consumer<Map<String, T>> consumer) {
    filesByFolder().forEach((folder, listed) -> consumer.accept(newest(folder, listed, question)));
  }

  /** A job that ends an attempt meanwhile writes the new files before it deletes the old ones. */
  private <T> Map<String, T> newest(
      String folder, List<String> listed, Function<DeadLetter, Optional<T>> question) {
    List<String> present = listed;
    while (true) {
      try {
        Map<String, T> answers = new LinkedHashMap<>();
        eachLetter(
            present,
            letter -> question.apply(letter).ifPresent(found -> answers.put(letter.id(), found)));
        return answers;
      } catch (UncheckedIOException e) {
        List<String> now = bucket.list(folder);
        if (now.equals(present)) {
          throw e;
        }
        present = now;
      }
    }
  }

  void writeLetters(String path, List<DeadLetter> content) {
    bucket.write(path, lines(content));
  }

  void delete(String path) {
    bucket.delete(path);
  }

  /** Keeps a record: within its dead letter, or in a file that is durable when the call returns. */
  RawRecord writeRaw(String id, byte[] record) {
    RawRecord stored = RawRecord.of(record);
    if (stored.text().isEmpty()) {
      bucket.write(rawPath(id, stored), record);
    }
    return stored;
  }

  InputStream readRaw(DeadLetter letter) {
    return letter
        .raw()
        .text()
        .<InputStream>map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> bucket.read(rawPath(letter.id(), letter.raw())));
  }

  private String rawPath(String id, RawRecord record) {
    return raw + id + "-" + record.sha256();
  }

  /** The ids of the letters that something was done about. */
  Set<String> handledIds() {
    return bucket.list(handled).stream()
        .map(path -> path.substring(handled.length(), path.length() - ENDING.length()))
        .collect(Collectors.toSet());
  }

  /** What was done about a letter of {@link #handledIds}. */
  List<Handling> history(String id) {
    List<Handling> history = new ArrayList<>();
    eachLine(historyPath(id), Handling.class, history::add);
    return history;
  }

  void addToHistory(String id, Handling handling) {
    String path = historyPath(id);
    List<Handling> history =
        new ArrayList<>(bucket.list(path).contains(path) ? history(id) : List.of());
    history.add(handling);
    bucket.write(path, lines(history));
  }

  private String historyPath(String id) {
    return handled + id + ENDING;
  }

  private <T> void eachLine(String path, Class<T> type, Consumer<T> consumer) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(bucket.read(path), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        consumer.accept(JSON.readValue(line, type));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the dead letters in " + path, e);
    }
  }

  private static byte[] lines(List<?> values) {
    return values.stream()
        .map(LetterFiles::line)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
