package dev.crossover.engine.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;

/**
 * Whatever becomes of the bytes of a change file, each of its records comes out as an event or as
 * an unreadable record, or one unreadable record stands for those that are missing.
 */
class MutatedFilesTest {
  private static final int RECORDS = 40;
  private static final byte[] FILE = file();

  private final DatastreamFormat format = new DatastreamFormat(new TestChangeMetadata());

  private static byte[] file() {
    TestChanges changes =
        TestChanges.of(
            "public.t",
            Map.of(
                "id", Schema.create(Schema.Type.LONG),
                "name", Schema.create(Schema.Type.STRING),
                "data", UnifiedTypes.DATETIME));
    for (long id = 0; id < RECORDS; id++) {
      Map<String, Object> row = new HashMap<>();
      row.put("id", id);
      row.put("name", "name ".repeat((int) id));
      row.put("data", UnifiedTypes.dateTime((int) id, id));
      changes.change("INSERT", 1 + id, row);
    }
    return changes.toBytes();
  }

  @Property(tries = 20_000)
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "bytes of a change file are changed (20,000 random files)",
      moment = "live apply reads it",
      outcome = "every record is read, or unreadable by name",
      rowsLost = Fault.RowsLost.NONE)
  void noRecordOfAFileWithChangedBytesIsLostInSilence(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int changes) {
    Random random = new Random(seed);
    byte[] bytes = FILE.clone();
    for (int change = 0; change < changes; change++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    assertNothingLost(format.read("f.avro", bytes).records());
  }

  @Property(tries = 5_000)
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "bytes of a change file are missing or foreign (5,000 random files)",
      moment = "live apply reads it",
      outcome = "every record is read, or unreadable by name",
      rowsLost = Fault.RowsLost.NONE)
  void noRecordOfAFileWithMissingOrForeignBytesIsLostInSilence(@ForAll long seed) {
    Random random = new Random(seed);
    int from = random.nextInt(FILE.length);
    int to = from + random.nextInt(FILE.length - from);
    int foreign = random.nextBoolean() ? 0 : random.nextInt(100);
    byte[] bytes = new byte[from + foreign + FILE.length - to];
    random.nextBytes(bytes);
    System.arraycopy(FILE, 0, bytes, 0, from);
    System.arraycopy(FILE, to, bytes, from + foreign, FILE.length - to);
    assertNothingLost(format.read("f.avro", bytes).records());
  }

  private static void assertNothingLost(List<ChangeRecord> records) {
    for (int index = 0; index < records.size(); index++) {
      assertThat(records.get(index).index()).isEqualTo(index);
    }
    if (records.size() < RECORDS) {
      assertThat(records.get(records.size() - 1)).isInstanceOf(ChangeRecord.Unreadable.class);
    }
  }
}
