package dev.crossover.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.GoogleBulkParameters;
import dev.crossover.contract.GoogleLiveParameters;
import dev.crossover.contract.Units;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs of Google's templates are started with, against the templates' own parameters. */
class TemplateParametersTest {
  private static final String BULK = "Sourcedb_to_Spanner_Flex";
  private static final String LIVE = "Cloud_Datastream_to_Spanner";
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "bytes", Units.Bytes.class,
          "minutes", Units.Minutes.class,
          "attempts", Units.Attempts.class,
          "rows", Units.Rows.class,
          "connections per worker", Units.Connections.class);
  private static final Map<String, String> FORMS =
      Map.of(
          "gs file", "gs://[^/]+/.*[^/]",
          "gs folder", "gs://[^/]+/.*/",
          "subscription path", "projects/[^/]+/subscriptions/[^/]+",
          "stream path", "projects/[^/]+/locations/[^/]+/streams/[^/]+",
          "boolean", "true|false",
          "text", ".+");

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(
      resources = "/templates/parameters.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      nullValues = "",
      emptyValue = "")
  void isOfItsUnit(String template, String name, String unit, String normal, String required) {
    Type type = types(template).get(name);
    if (TYPES.containsKey(unit) && type != null) {
      assertThat(type).isEqualTo(TYPES.get(unit));
    }
    for (JsonNode job : jobs(template)) {
      JsonNode value = job.path("parameters").path(name);
      if (required.equals("yes")) {
        assertThat(value.isTextual()).as(job.path("name").asText()).isTrue();
      }
      if (value.isTextual()) {
        assertThat(value.asText()).matches(FORMS.getOrDefault(unit, "\\d+"));
      }
    }
  }

  @Test
  void knowsNoParameterThatTheTemplatesDoNotHave() throws Exception {
    List<String> known = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TemplateParametersTest.class.getResourceAsStream("/templates/parameters.csv"),
                UTF_8))) {
      lines.lines().map(line -> line.split("\\|", -1)).forEach(r -> known.add(r[0] + " " + r[1]));
    }
    for (String template : List.of(BULK, LIVE)) {
      assertThat(types(template).keySet().stream().map(name -> template + " " + name))
          .isSubsetOf(known);
    }
  }

  @Test
  void aCommitIsLimitedInBytesAndNotByTheNumberOfCells() {
    assertThat(parameter("shop-dev-bulk", "batchSizeForSpannerMutations")).isEqualTo("10000000");
  }

  @ParameterizedTest
  @CsvSource({
    "shop-dev-bulk,jdbcDriverClassName,com.mysql.jdbc.Driver",
    "billing-dev-bulk,sourceDbDialect,POSTGRESQL",
    "billing-dev-bulk,jdbcDriverClassName,org.postgresql.Driver",
    "billing-dev-bulk,namespace,billing",
    "billing-dev-live,datastreamSourceType,postgresql",
    "ledger-prod-bulk,sourceConfigURL,jdbc:postgresql://10.50.0.5:5432/ledger?sslmode=require",
    "ledger-prod-bulk,batchCellsForSpannerMutations,20000",
    "ledger-prod-bulk,batchSizeForSpannerMutations,10000000",
  })
  void isHandedOn(String stack, String name, String value) {
    assertThat(parameter(stack, name)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "shop-dev-bulk,sslMode=REQUIRED",
    "shop-prod-bulk,sslMode=PREFERRED",
    "billing-dev-bulk,sslmode=require"
  })
  void encryptsConnectionsOfWorkersAsTheSettingsSay(String stack, String properties) {
    JsonNode file = Samples.only(Samples.get().stack(stack), "google_storage_bucket_object");
    assertThat(file.path("content").asText())
        .contains("\"connectionProperties\":\"" + properties + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "shop-dev-live,/mysql_profile/ssl_config/0/ca_certificate",
    "billing-dev-live,/postgresql_profile/ssl_config/0/server_verification/0/ca_certificate"
  })
  void encryptsTheStreamByTheSourcesCertificate(String stack, String path) {
    assertThat(
            Samples.get()
                .stack(stack)
                .at("/resource/google_datastream_connection_profile/source-profile" + path)
                .asText())
        .startsWith("-----BEGIN CERTIFICATE-----");
  }

  private static String parameter(String stack, String name) {
    return Samples.only(Samples.get().stack(stack), "google_dataflow_flex_template_job")
        .path("parameters")
        .path(name)
        .asText();
  }

  private static List<JsonNode> jobs(String template) {
    List<JsonNode> jobs = new ArrayList<>();
    Samples.get()
        .stacks()
        .values()
        .forEach(
            stack ->
                stack
                    .at("/resource/google_dataflow_flex_template_job")
                    .forEach(
                        job -> {
                          if (job.path("container_spec_gcs_path").asText().endsWith(template)) {
                            jobs.add(job);
                          }
                        }));
    assertThat(jobs).isNotEmpty();
    return jobs;
  }

  /** Each parameter's type, through records of several and optional ones. */
  private static Map<String, Type> types(String template) {
    Map<String, Type> types = new TreeMap<>();
    collect(template.equals(BULK) ? GoogleBulkParameters.class : GoogleLiveParameters.class, types);
    return types;
  }

  private static void collect(Class<?> type, Map<String, Type> types) {
    for (RecordComponent component : type.getRecordComponents()) {
      Type inner = component.getGenericType();
      if (inner instanceof ParameterizedType optional) {
        inner = optional.getActualTypeArguments()[0];
      }
      if (inner instanceof Class<?> simple
          && simple.isRecord()
          && simple.getEnclosingClass() != Units.class) {
        collect(simple, types);
      } else {
        types.put(component.getName(), inner);
      }
    }
  }
}
