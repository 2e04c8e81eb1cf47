package dev.crossover.launcher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.source.TableSizes.Size;
import dev.crossover.launcher.world.InMemoryWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanMigrationTest {
  private static final TableName SALE = new TableName("shop", "sale");
  private static final TableName ITEM = new TableName("shop", "item");

  @TempDir private Path folder;

  private Settings settings(String more) throws IOException {
    Files.writeString(
        folder.resolve("test.tfvars.json"),
        """
        {"platform": "local", "route": "postgresql-to-spanner",
         "source": {"host": "127.0.0.1", "port": 5432, "database": "shop", "user": "app",
                    "password": "env:SECRET", "application_roles": ["web", "batch"]},
         "target": {"project": "test-project", "instance": "shop", "database": "shop"}%s}
        """
            .formatted(more));
    return SettingsReader.read(folder, "test");
  }

  private PlanReport look(String more, Map<TableName, Size> sizes, List<Refusal> refusals)
      throws IOException {
    return look(settings(more), sizes, refusals);
  }

  private static PlanReport look(
      Settings settings, Map<TableName, Size> sizes, List<Refusal> refusals) {
    SchemaScript none = new SchemaScript(List.of());
    SchemaPlan plan =
        new SchemaPlan(
            InMemoryWorld.sourceSchema(
                List.of(),
                List.of(
                    new SourceSchema.NotMoved("view", "shop.sales", "views stay behind"),
                    SourceSchema.NotMoved.table(
                        new TableName("shop", "event"), "source.exclude_tables names it"))),
            new TargetSchema(List.of(table(ITEM, 0), table(SALE, 1))),
            new SchemaPlan.Scripts(none, none, none),
            List.of(),
            refusals,
            List.of());
    return new PlanMigration(
            () -> plan,
            schemas -> sizes,
            new PlanMigration.Changes(List.of("tells no order"), Kept::new),
            settings)
        .look();
  }

  /** Of a log that is kept for an hour. */
  private record Kept(Supplier<Duration> planned) implements Check {
    @Override
    public String name() {
      return "log-retention";
    }

    @Override
    public List<Finding> look() {
      long minutes = planned.get().toMinutes();
      String observed = "kept for 60 minutes, and the load takes " + minutes;
      return List.of(
          minutes > 60
              ? Finding.fail(this, observed, "keep it longer")
              : minutes > 20
                  ? Finding.warning(this, observed, "keep it longer")
                  : Finding.pass(this, observed));
    }
  }

  @Test
  void holdsTheTimeOfTheBulkLoadAgainstHowLongTheLogIsKept() throws IOException {
    Settings settings = settings(",\"bulk\": {\"workers\": 1}");
    Function<Integer, PlanReport> ofMinutes =
        minutes -> look(settings, Map.of(SALE, new Size(minutes * 60 * 8_000L, 0)), List.of());

    assertThat(ofMinutes.apply(20).limits()).isEmpty();
    assertThat(ofMinutes.apply(30).limits())
        .containsExactly("kept for 60 minutes, and the load takes 30: keep it longer");
    assertThat(ofMinutes.apply(61).refusals())
        .containsExactly("kept for 60 minutes, and the load takes 61: keep it longer");
  }

  private static TargetTable table(TableName name, int level) {
    return new TargetTable(
        name, name.name(), List.of(), List.of(), List.of(), List.of(), Optional.empty(), level, 3);
  }

  @Test
  void tellsHowManyRowsOfTablesThatAreLeftOutStayBehind() throws IOException {
    TableName kept = new TableName("shop", "event");
    PlanReport report = look("", Map.of(kept, new Size(12_345, 1)), List.of());

    assertThat(report.notMoved())
        .containsExactly(
            "view shop.sales: views stay behind",
            "table shop.event: source.exclude_tables names it; about 12,345 rows stay behind");
  }

  @Test
  void cutsEachTableIntoPartitionsByItsSize() throws IOException {
    PlanReport report =
        look(
            ",\"bulk\": {\"partition_rows\": 100, \"workers\": 2}",
            Map.of(SALE, new Size(201, 5 << 20)),
            List.of());

    assertThat(report.tables())
        .containsExactly(
            new PlanReport.Table("shop.item", "item", 0, 0, 0, 1),
            new PlanReport.Table("shop.sale", "sale", 1, 201, 5 << 20, 3));
    assertThat(report.rows()).isEqualTo(201);
    assertThat(report.bytes()).isEqualTo(5 << 20);
  }

  @Test
  void estimatesHowLongItTakes() throws IOException {
    PlanReport report =
        look(",\"bulk\": {\"workers\": 2}", Map.of(SALE, new Size(1_600_000, 0)), List.of());

    assertThat(report.bulkSeconds()).isEqualTo(100);
    assertThat(report.verifySeconds()).isEqualTo(40);
    assertThat(report.assumption()).contains("for each of 2 workers");
    assertThat(report.text()).contains("bulk load     about 1m 40s");
  }

  @Test
  void namesWhatMustBeSettledFirstAndWhatStaysBehind() throws IOException {
    PlanReport report =
        look("", Map.of(), List.of(new Refusal("shop.log", "has no key", "a key", "add one")));

    assertThat(report.refusals()).containsExactly("shop.log: has no key; allowed: a key; add one");
    assertThat(report.notMoved())
        .containsExactly(
            "view shop.sales: views stay behind",
            "table shop.event: source.exclude_tables names it; no rows stay behind");
    assertThat(report.text()).contains("To settle first:\n  - shop.log");
  }

  @Test
  void tellsTheLimitsOfDatastreamWhereItIsUsed() throws IOException {
    Settings local = settings("");
    Settings cloud =
        new Settings(
            "test",
            Settings.Platform.GOOGLE_CLOUD,
            local.route(),
            local.workDirectory(),
            local.source(),
            local.target(),
            local.schema(),
            local.capture(),
            local.bulk(),
            local.live(),
            local.verification(),
            local.cutover(),
            local.hooks());

    assertThat(look(local, Map.of(), List.of()).text()).doesNotContain("tells no order");
    assertThat(look(cloud, Map.of(), List.of()).text())
        .contains("Known limits of the change stream:\n  - tells no order");
  }

  @Test
  void tellsWhatTheCutoverWillDoInItsOrder() throws IOException {
    PlanReport report =
        look(",\"hooks\": {\"switch_command\": \"./switch.sh\"}", Map.of(), List.of());

    assertThat(report.cutover()).hasSize(6);
    assertThat(report.cutover().get(0)).isEqualTo("shut out the application: web, batch");
    assertThat(report.cutover().get(5)).isEqualTo("run `./switch.sh`");
  }

  @Test
  void explainsWhatTheChoiceOfIndexesMeans() throws IOException {
    assertThat(look("", Map.of(), List.of()).indexes()).startsWith("built with the tables");
    assertThat(look(",\"schema\": {\"indexes\": \"after-load\"}", Map.of(), List.of()).indexes())
        .startsWith("0 built after the bulk load");
  }
}
