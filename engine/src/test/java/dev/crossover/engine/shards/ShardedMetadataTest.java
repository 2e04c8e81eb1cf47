package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ShardedMetadataTest {
  private final DatastreamFormat format =
      new DatastreamFormat(
          new ShardedMetadata(
              new TestChangeMetadata(),
              new TreeSet<>(Set.of("north", "south")),
              new ShardColumn("shard")));

  private final byte[] file =
      TestChanges.of("public.item", Map.of("id", Schema.create(Schema.Type.LONG)))
          .change("DELETE", 7, Map.of("id", 1L))
          .toBytes();

  private ChangeRecord read(String path) {
    return format.read(path, file).records().get(0);
  }

  @Test
  void aChangeIsOfTheShardInWhoseFolderItsFileIs() {
    assertThat(read("changes/south/public_item/2026/01/01/00/00/a.avro"))
        .isInstanceOfSatisfying(
            ChangeRecord.Change.class,
            change ->
                assertThat(change.event().values()).isEqualTo(Map.of("shard", "south", "id", 1L)));
  }

  @Test
  void aChangeThatIsKeptAsADeadLetterKeepsItsShard() {
    String path = "changes/north/public_item/2026/01/01/00/00/a.avro";
    String raw = read(path).raw().get();

    assertThat(format.readRaw(path, 0, raw).orElseThrow())
        .isInstanceOfSatisfying(
            ChangeRecord.Change.class,
            change -> assertThat(change.event().values()).containsEntry("shard", "north"));
  }

  @Test
  void aFileOfNoShardIsADeadLetterAndNoChange() {
    for (String path :
        new String[] {"changes/west/item/a.avro", "changes/a.avro", "north/a.avro"}) {
      assertThat(read(path))
          .isInstanceOfSatisfying(
              ChangeRecord.Unreadable.class,
              record ->
                  assertThat(record.reason())
                      .contains("one of north, south below changes/, got " + path));
    }
  }
}
