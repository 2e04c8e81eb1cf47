package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretReference;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import dev.crossover.platforms.local.DirectoryBucket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRoomsTest {
  private static ApplyChangesParameters live(String sourceType, String shardColumn, String shards) {
    return new ApplyChangesParameters(
        sourceType, "", "", "", "", "", "", "", "", "", 0, 1, 1, 1, shardColumn, shards, "", "");
  }

  @ParameterizedTest
  @CsvSource({"postgresql, postgres", "mysql, mysql"})
  void knowsEverySourceRoom(String sourceType, String readMethod) {
    assertThat(JobRooms.changes(live(sourceType, "", "")).readMethod()).isEqualTo(readMethod);
  }

  @Test
  void saysWhichSourcesThereAre() {
    assertThatThrownBy(() -> JobRooms.changes(live("oracle", "", "")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("datastreamSourceType must be one of mysql, postgresql, got oracle");
    BulkLoadParameters bulk =
        new BulkLoadParameters(
            "ORACLE",
            "",
            "",
            SecretReference.parse("env:P"),
            1,
            1,
            "",
            "",
            "",
            "",
            "",
            "",
            1,
            1,
            "",
            "",
            "");
    assertThatThrownBy(() -> JobRooms.reading(bulk))
        .isInstanceOf(SettingsException.class)
        .hasMessage("sourceDbDialect must be one of mysql, postgresql, got ORACLE");
  }

  @Test
  void knowsTheShardOfAChangeFileByItsFolder() throws MeaninglessRecordException {
    ApplyChangesParameters parameters = live("mysql", "shard", "eu,us");

    assertThat(JobRooms.changes(parameters).ofFile("changes/us/shop_t/2026/01/01/00/00/f.avro"))
        .isEqualTo(Map.of("shard", "us"));
    assertThatThrownBy(() -> JobRooms.changes(parameters).ofFile("changes/shop_t/2026/f.avro"))
        .isInstanceOf(MeaninglessRecordException.class)
        .hasMessageContaining("one of eu, us below changes/, got changes/shop_t/2026/f.avro");
    assertThat(JobRooms.changes(live("mysql", "", "")).ofFile("changes/shop_t/f.avro")).isEmpty();
  }

  @Test
  void opensABucketByWhatItsPlaceBeginsWith() {
    assertThat(JobRooms.bucket("gs://b-1/root", "p", "storage=http://127.0.0.1:1"))
        .isInstanceOf(CloudStorageBucket.class);
    assertThat(JobRooms.bucket("/data/bucket", "p", "")).isInstanceOf(DirectoryBucket.class);
  }
}
