package dev.crossover.engine.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every bucket does. */
public abstract class BucketContract {
  private Bucket bucket;

  /** An empty one. */
  protected abstract Bucket open();

  /** The same store as another process sees it. */
  protected abstract Bucket again();

  /** How often others write, move and delete while the bucket is looked at. */
  protected int turnsOfOthers() {
    return 1_000;
  }

  @BeforeEach
  void openBucket() {
    bucket = open();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(bucket.list("")).isEmpty();
    assertThat(bucket.list("changes/")).isEmpty();
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    bucket.write("a/b/c.avro", "one".getBytes(UTF_8));
    assertThat(content("a/b/c.avro")).isEqualTo("one");
  }

  @Test
  void replacesAnObjectThatIsWrittenAgain() throws IOException {
    bucket.write("a", "one".getBytes(UTF_8));
    bucket.write("a", "two".getBytes(UTF_8));
    assertThat(content("a")).isEqualTo("two");
    assertThat(bucket.list("")).containsExactly("a");
  }

  @Test
  void listsByPrefixInTheOrderOfThePaths() {
    for (String path : new String[] {"c/2", "c/10", "c/1/x", "d/1", "b/1", "ca"}) {
      bucket.write(path, new byte[0]);
    }
    assertThat(bucket.list("c/")).containsExactly("c/1/x", "c/10", "c/2");
    assertThat(bucket.list("c/1")).containsExactly("c/1/x", "c/10");
    assertThat(bucket.list("c")).containsExactly("c/1/x", "c/10", "c/2", "ca");
    assertThat(bucket.list("")).containsExactly("b/1", "c/1/x", "c/10", "c/2", "ca", "d/1");
    assertThat(bucket.list("nothing/here/")).isEmpty();
  }

  @Test
  void deletesOnceAndTwice() {
    bucket.write("a/1", new byte[0]);
    bucket.delete("a/1");
    bucket.delete("a/1");
    bucket.delete("a/never");
    assertThat(bucket.list("")).isEmpty();
  }

  @Test
  void movesAnObjectOnceAndTwice() throws IOException {
    bucket.write("a/1/x", "one".getBytes(UTF_8));
    bucket.write("b/a/1/x", "another".getBytes(UTF_8));
    long writes = bucket.writes();
    bucket.move("a/1/x", "b/a/1/x");
    bucket.move("a/1/x", "b/a/1/x");

    assertThat(bucket.list("")).containsExactly("b/a/1/x");
    assertThat(content("b/a/1/x")).isEqualTo("one");
    assertThat(bucket.writes()).isEqualTo(writes);
  }

  @Test
  void movesAndDeletesManyObjectsAtOnce() throws IOException {
    for (int i = 10; i < 60; i++) {
      bucket.write("a/" + i, ("is " + i).getBytes(UTF_8));
    }
    bucket.moveAll(Map.of());
    bucket.deleteAll(List.of());
    bucket.moveAll(
        IntStream.range(10, 60)
            .boxed()
            .collect(Collectors.toMap(i -> "a/" + i, i -> "b/" + (i + 1))));

    assertThat(bucket.list("a/")).isEmpty();
    assertThat(bucket.list("b/")).hasSize(50).startsWith("b/11", "b/12").endsWith("b/60");
    assertThat(content("b/36")).isEqualTo("is 35");
    bucket.deleteAll(bucket.list("b/2"));
    assertThat(bucket.list("")).hasSize(40).doesNotContain("b/20", "b/29");
  }

  @Test
  void listsAndTakesObjectsWhileOthersWriteMoveAndDeleteThem() {
    bucket.write("a/0/stays", new byte[0]);
    CompletableFuture<Void> others =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < turnsOfOthers(); i++) {
                String path = "a/" + i % 7 + "/" + i;
                again().write(path, new byte[10]);
                again().move(path, "b/" + path);
                again().delete("b/" + path);
              }
            });
    while (!others.isDone()) {
      assertThat(bucket.list("a/")).contains("a/0/stays");
      assertThat(bucket.list("")).contains("a/0/stays");
      bucket.write("a/1/mine", new byte[0]);
      bucket.move("a/1/mine", "b/a/2/mine");
    }
    assertThat(others).isCompletedWithValue(null);
    assertThat(bucket.list("")).containsExactly("a/0/stays", "b/a/2/mine");
  }

  @Test
  void failsToReadWhatIsNotThere() {
    assertThatThrownBy(() -> bucket.read("a/1"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read a/1");
  }

  @Test
  void refusesAPathThatLeavesTheBucket() {
    assertThatThrownBy(() -> bucket.write("../a", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an object path must stay inside the bucket, got ../a");
  }

  @Test
  void countsTheObjectsThatAnybodyWrites() {
    long before = bucket.writes();
    again().write("a/1", new byte[0]);
    again().write("a/2", new byte[0]);
    assertThat(bucket.writes()).isEqualTo(before + 2);
    assertThat(bucket.list("")).containsExactly("a/1", "a/2");
  }

  @Test
  void countsNoLookAtIt() {
    bucket.write("a/1", new byte[0]);
    long before = bucket.writes();
    bucket.list("");
    bucket.delete("a/1");
    assertThat(bucket.writes()).isEqualTo(before);
  }

  private String content(String path) throws IOException {
    try (InputStream in = bucket.read(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
