package dev.crossover.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeFolderTest {
  private final InMemoryBucket bucket = new InMemoryBucket();
  private final ChangeFolder folder = new ChangeFolder(bucket, "changes/");

  private void write(String... paths) {
    for (String path : paths) {
      bucket.write(path, new byte[0]);
    }
  }

  @Test
  void listsWhatWasBegunInAMinuteOrLater() {
    write(
        "changes/public_a/2025/12/31/23/59/1.avro",
        "changes/public_a/2026/01/02/03/03/1.avro",
        "changes/public_a/2026/01/02/03/04/1.avro",
        "changes/public_a/2026/01/02/03/04/half.tmp",
        "changes/public_a/2026/10/01/00/00/1.avro",
        "changes/public_b/2026/01/02/03/03/1.avro",
        "changes/public_b/2027/01/01/00/00/1.avro",
        "applied/changes/public_b/2027/01/01/00/00/0.avro");

    assertThat(folder.listSince(Instant.parse("2026-01-02T03:04:59Z")))
        .containsExactly(
            "changes/public_a/2026/01/02/03/04/1.avro",
            "changes/public_a/2026/10/01/00/00/1.avro",
            "changes/public_b/2027/01/01/00/00/1.avro");
  }

  @Test
  void findsTheTablesOfShards() {
    write(
        "changes/eu/public_a/2026/01/01/00/00/1.avro",
        "changes/us/public_a/2026/01/01/00/01/1.avro",
        "changes/us/public_b/2026/01/01/00/02/1.avro");

    assertThat(folder.listSince(Instant.parse("2026-01-01T00:01:00Z")))
        .containsExactly(
            "changes/us/public_a/2026/01/01/00/01/1.avro",
            "changes/us/public_b/2026/01/01/00/02/1.avro");
    assertThat(folder.listSince(Instant.EPOCH)).isEqualTo(folder.list());
  }

  @Test
  void listsNothingWhereNothingIs() {
    assertThat(folder.listSince(Instant.EPOCH)).isEmpty();
  }
}
