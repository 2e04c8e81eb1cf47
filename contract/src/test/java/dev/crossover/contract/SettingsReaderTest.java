package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final String LEAST =
      """
      {
        "platform": "local",
        "route": "postgresql-to-spanner",
        "source": {"host": "db", "database": "shop", "user": "mover", "password": "env:PW"},
        "target": {"project": "my-project", "instance": "main", "database": "shop"}
      }
      """;

  @Test
  void fillsInDefaults() {
    Settings settings = SettingsReader.parse("shop", LEAST);
    assertThat(settings.environment()).isEqualTo("shop");
    assertThat(settings.workDirectory()).isEqualTo(".crossover/shop");
    assertThat(settings.source().port()).isEqualTo(5432);
    assertThat(settings.source().schemas()).containsExactly("public");
    assertThat(settings.source().password()).isEqualTo(new SecretReference("env", "PW"));
    assertThat(settings.schema().indexes()).isEqualTo(Settings.Schema.Indexes.BEFORE_LOAD);
    assertThat(settings.hooks().switchCommand()).isEmpty();
  }

  @Test
  void takesThePolicyOfUnloggedCascadesWhereASourceHasThem() {
    String recopy =
        LEAST.replace(
            "\"password\": \"env:PW\"",
            "\"password\": \"env:PW\", \"unlogged_cascades\": \"recopy\"");
    assertThat(SettingsReader.parse("shop", LEAST).source().unloggedCascades())
        .isEqualTo(Settings.Source.UnloggedCascades.REFUSE);
    assertThat(
            SettingsReader.parse(
                    "shop", recopy.replace("postgresql-to-spanner", "mysql-to-spanner"))
                .source()
                .unloggedCascades())
        .isEqualTo(Settings.Source.UnloggedCascades.RECOPY);
    assertThatThrownBy(() -> SettingsReader.parse("shop", recopy))
        .hasMessageContaining("source.unlogged_cascades must be refuse on this route, got recopy");
    assertThatThrownBy(() -> SettingsReader.parse("shop", recopy.replace("recopy", "ignore")))
        .hasMessageContaining("source.unlogged_cascades must be refuse, or recopy, got \"ignore\"");
  }

  @Test
  void everyShardHasThePolicyOfUnloggedCascades() {
    Settings settings =
        SettingsReader.parse(
            "shop",
            sharded(", \"shard_id_column\": \"shard\", \"unlogged_cascades\": \"recopy\"")
                .replace("postgresql-to-spanner", "mysql-to-spanner"));
    assertThat(settings.source().databases().values())
        .extracting(Settings.Source::unloggedCascades)
        .containsOnly(Settings.Source.UnloggedCascades.RECOPY);
  }

  private static String sharded(String more) {
    return LEAST.replace(
        "\"password\": \"env:PW\"",
        "\"password\": \"env:PW\", \"shards\": {\"north\": {\"host\": \"db\"}, \"south-2\":"
            + " {\"host\": \"other\", \"port\": 7, \"user\": \"mover2\"}}"
            + more);
  }

  @Test
  void givesEveryShardWhatItDoesNotSayFromTheSource() {
    Settings settings = SettingsReader.parse("shop", sharded(", \"shard_id_column\": \"shard\""));
    assertThat(settings.source().shardIdColumn()).contains("shard");
    assertThat(settings.source().databases()).containsOnlyKeys("north", "south-2");
    assertThat(settings.source().databases().get("north"))
        .extracting(Settings.Source::host, Settings.Source::port, Settings.Source::user)
        .containsExactly("db", 5432, "mover");
    assertThat(settings.source().databases().get("south-2"))
        .extracting(Settings.Source::host, Settings.Source::port, Settings.Source::user)
        .containsExactly("other", 7, "mover2");
    assertThat(settings.capture().ofShard("south-2").slot()).isEqualTo("crossover_south_2");
    assertThat(SettingsReader.parse("shop", LEAST).source().databases()).isEmpty();
  }

  @Test
  void refusesShardsOnTheLocalPlatformThatItsJobsCannotTellApart() {
    assertThatThrownBy(() -> SettingsReader.parse("shop", sharded("")))
        .hasMessageContaining("source.shards would overwrite each other's rows")
        .hasMessageContaining("set source.shard_id_column");
    assertThatThrownBy(
            () -> SettingsReader.parse("shop", sharded(", \"shards_share_no_keys\": true")))
        .hasMessageContaining("source.shards_share_no_keys cannot be used on platform local")
        .hasMessageContaining("Remove it, and set source.shard_id_column; where keys do not clash");
    assertThatThrownBy(
            () ->
                SettingsReader.parse(
                    "shop",
                    sharded(", \"shard_id_column\": \"shard\"")
                        .replace(
                            "\"port\": 7",
                            "\"port\": 7, \"connection_profile\": \"p\", \"password\":"
                                + " \"secret-manager:projects/p/secrets/s/versions/1\"")))
        .hasMessageContaining("source.shards.south-2.password must be env:NAME or file:PATH")
        .hasMessageContaining("source.shards.south-2.connection_profile is read on platform");
  }

  private static String mysql(String south) {
    return sharded(", \"shard_id_column\": \"shard\"")
        .replace("postgresql-to-spanner", "mysql-to-spanner")
        .replace("\"host\": \"other\", \"port\": 7", south);
  }

  @Test
  void takesTwoServersWithDatabasesOfOneName() {
    assertThat(SettingsReader.parse("shop", mysql("\"host\": \"other\"")).source().databases())
        .hasSize(2)
        .allSatisfy((name, shard) -> assertThat(shard.schemas()).containsExactly("shop"));
  }

  @Test
  void refusesShardsOfWhichOneWouldBeReadInThePlaceOfTheOther() {
    assertThatThrownBy(
            () ->
                SettingsReader.parse(
                    "shop", mysql("\"host\": \"other\", \"database\": \"shop_2\"")))
        .hasMessageContaining("source.shards.south-2.database must be one of [shop]")
        .hasMessageContaining("got shop_2");
    assertThatThrownBy(
            () -> SettingsReader.parse("shop", mysql("\"host\": \"db\", \"database\": \"shop_2\"")))
        .hasMessageContaining("source.shards.south-2 is the same server as another shard");
  }

  @Test
  void namesTheNearestKeyForAnUnknownOne() {
    assertThatThrownBy(() -> SettingsReader.parse("shop", LEAST.replace("\"host\"", "\"hosst\"")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("source.hosst is not a known key; the nearest is source.host")
        .hasMessageContaining("source.host is missing; set it");
  }

  @Test
  void tellsEveryProblemAtOnceWithItsKey() {
    String json =
        LEAST
            .replace("\"shop\", \"user\"", "7, \"user\"")
            .replace("\"local\"", "\"lokal\"")
            .replace("\"project\": \"my-project\", ", "");
    assertThatThrownBy(() -> SettingsReader.parse("shop", json))
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "the settings of environment shop have 3 problems:",
                "- platform must be local, or google-cloud, got \"lokal\"",
                "- source.database must be a text, got 7",
                "- target.project is missing; set it"));
  }

  @Test
  void neverRepeatsALiteralSecret() {
    assertThatThrownBy(() -> SettingsReader.parse("shop", LEAST.replace("env:PW", "hunter2")))
        .hasMessageContaining("source.password: a secret must be a reference")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void refusesValuesOutOfRange() {
    String json =
        LEAST.replace("\"host\"", "\"port\": 70000, \"host\"").replace("\"main\"", "\"Main\"");
    assertThatThrownBy(() -> SettingsReader.parse("shop", json))
        .hasMessageContaining("source.port must be from 1 to 65535, got 70000")
        .hasMessageContaining("target.instance must match [a-z][a-z0-9-]{0,62}[a-z0-9], got Main");
  }

  @Test
  void tellsWhereTheTextIsNotJson() {
    assertThatThrownBy(() -> SettingsReader.parse("shop", "{\n  \"platform\" \"x\"}"))
        .hasMessageStartingWith("the settings of environment shop are not JSON at line 2");
  }

  @Test
  void tellsWhichFileAnEnvironmentIs() {
    assertThatThrownBy(() -> SettingsReader.read(Path.of("tfvars"), "nowhere"))
        .hasMessage(
            "cannot read the settings tfvars/nowhere.tfvars.json; an environment is a file"
                + " tfvars/<environment>.tfvars.json");
  }
}
