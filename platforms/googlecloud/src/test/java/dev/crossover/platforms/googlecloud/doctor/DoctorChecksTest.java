package dev.crossover.platforms.googlecloud.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.datastream.v1.PrivateConnection;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.ResourceNames.Stack;
import dev.crossover.contract.SecretReference;
import dev.crossover.contract.SettingsReader;
import dev.crossover.contract.SourceShard;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.terraform.RecordingTerraform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorChecksTest {
  private static final Path TFVARS = Path.of("../../tfvars");
  private static final GoogleCloud CLOUD =
      ResourceNames.of(SettingsReader.read(TFVARS, "shop-dev")).cloud();

  private final FakeGoogleRest service = new FakeGoogleRest();

  @TempDir private Path folder;

  @AfterEach
  void end() {
    service.close();
  }

  static Stream<Function<GoogleRest, Check>> checksOfServices() {
    return Stream.of(
        rest -> new EnabledApis("shop-dev", rest),
        rest -> new ProjectPermissions("shop-dev", Set.of("a.b.c"), rest),
        rest -> new RegionQuotas(CLOUD, 1, 1, rest));
  }

  @ParameterizedTest
  @MethodSource("checksOfServices")
  void isUnknownAndSaysWhyWhereTheServiceCannotBeAsked(Function<GoogleRest, Check> check) {
    Check refused = check.apply(service.refuses(403, "API is disabled").rest());
    assertThat(refused.look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
              assertThat(finding.observed()).isEqualTo("127.0.0.1 answered 403: API is disabled");
              assertThat(finding.hint()).startsWith("gcloud services enable ");
            });
    assertThat(check.apply(service.answersNoJson().rest()).look())
        .extracting(Finding::verdict)
        .containsOnly(Verdict.UNKNOWN);
    GoogleRest gone = service.rest();
    service.close();
    assertThat(check.apply(gone).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
              assertThat(finding.observed()).startsWith("127.0.0.1 does not answer");
              assertThat(finding.hint()).isEqualTo("look at the network of this machine");
            });
  }

  @Test
  void apisThatTerraformNeedsFirstMustBeEnabledAndStacksEnableTheRest() {
    service.answers(
        """
        {"services": [
          {"name": "projects/1/services/serviceusage.googleapis.com", "state": "ENABLED"},
          {"name": "projects/1/services/cloudresourcemanager.googleapis.com", "state": "DISABLED"},
          {"name": "projects/1/services/spanner.googleapis.com", "state": "ENABLED"}]}
        """);
    List<Finding> findings = new EnabledApis("shop-dev", service.rest()).look();
    assertThat(findings)
        .extracting(Finding::verdict)
        .containsExactly(Verdict.FAIL, Verdict.WARNING);
    assertThat(findings.get(0).hint())
        .isEqualTo("gcloud services enable cloudresourcemanager.googleapis.com --project shop-dev");
    assertThat(findings.get(1).observed()).contains("datastream").doesNotContain("spanner");
    assertThat(service.requests().get(0))
        .startsWith(
            "GET /v1/projects/shop-dev/services:batchGet?names=projects/shop-dev/services/cloudresourcemanager.googleapis.com&names=");
  }

  @Test
  void namesEveryPermissionThatIsMissing() {
    service.answers("{\"permissions\": [\"datastream.streams.get\"]}");
    Check check =
        new ProjectPermissions(
            "shop-dev", Set.of("datastream.streams.get", "spanner.databases.drop"), service.rest());
    assertThat(check.look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(finding.observed())
                  .isEqualTo("missing in shop-dev: spanner.databases.drop");
            });
    assertThat(service.requests())
        .containsExactly(
            "POST /v1/projects/shop-dev:testIamPermissions"
                + " {\"permissions\":[\"datastream.streams.get\",\"spanner.databases.drop\"]}");
    service.answers("{}");
    assertThat(check.look()).extracting(Finding::verdict).containsExactly(Verdict.FAIL);
  }

  @Test
  void asksForAllPermissionsHoweverManyThereAre() {
    service.answers("{}");
    Set<String> many = new TreeSet<>();
    for (int i = 0; i < 101; i++) {
      many.add("a.b.c" + i);
    }
    new ProjectPermissions("shop-dev", many, service.rest()).look();
    assertThat(service.requests()).hasSize(2);
  }

  @Test
  void asksForWhatTheDocumentedTableOfTheStacksHas() throws IOException {
    String page = Files.readString(Path.of("../../docs/stacks.md"));
    String table =
        page.substring(
            page.indexOf("generated: permissions"), page.indexOf("end of generated: permissions"));
    Set<String> documented = new TreeSet<>();
    Matcher words = Pattern.compile("`([a-z]+\\.[^`]+)`").matcher(table);
    while (words.find()) {
      documented.addAll(DeployerPermissions.single(words.group(1)));
    }
    assertThat(documented).contains("spanner.instances.create");
    assertThat(DeployerPermissions.of(EnumSet.allOf(Stack.class)))
        .containsExactlyElementsOf(documented);
  }

  @ParameterizedTest
  @CsvSource({"100,60,PASS", "100,61,WARNING", "100,92,WARNING", "100,93,FAIL", "0,0,FAIL"})
  void theRegionMustHaveRoomForTheWorkers(int limit, int usage, Verdict verdict) {
    service.answers(
        """
        {"quotas": [{"metric": "CPUS", "limit": 9999, "usage": 0},
          {"metric": "N2_CPUS", "limit": %d, "usage": %d},
          {"metric": "IN_USE_ADDRESSES", "limit": 100, "usage": 0}]}
        """
            .formatted(limit, usage));
    List<Finding> findings = new RegionQuotas(CLOUD, 1, 1, service.rest()).look();
    // Two workers of n2-standard-4 to begin, ten at most, with public addresses.
    assertThat(findings).extracting(Finding::verdict).containsExactly(verdict, Verdict.PASS);
    assertThat(findings.get(0).observed()).contains("the jobs need 8 to begin and 40 at most");
    assertThat(service.requests().get(0))
        .startsWith("GET /compute/v1/projects/shop-dev-481516/regions/europe-west1 ");
  }

  @Test
  void aQuotaThatIsNotToldIsUnknown() {
    service.answers("{\"quotas\": []}");
    assertThat(new RegionQuotas(CLOUD, 1, 1, service.rest()).look())
        .extracting(Finding::verdict)
        .containsOnly(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"0,PASS", "-4,PASS", "6,WARNING", "-6,WARNING", "3600,FAIL", "-3600,FAIL"})
  void theClockGoesWithGoogles(int ahead, Verdict verdict) {
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(ahead));
    assertThat(new ClockSkew(service.rest(), clock).look())
        .extracting(Finding::verdict)
        .containsExactly(verdict);
  }

  @Test
  void aClockThatCannotBeComparedIsUnknown() {
    GoogleRest gone = service.rest();
    service.close();
    assertThat(new ClockSkew(gone, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).look())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  @Test
  void everyDatabaseMustAnswerFromHere() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int open = listening.getLocalPort();
      int closed;
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        closed = other.getLocalPort();
      }
      List<Finding> findings =
          new ReachableSource(List.of(at(open), at(closed)), Duration.ofSeconds(5)).look();
      assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
      assertThat(findings.get(1).observed())
          .startsWith("127.0.0.1:%d does not answer from here".formatted(closed));
    }
  }

  private static SourceShard at(int port) {
    return new SourceShard(
        Optional.empty(),
        "127.0.0.1",
        port,
        "shop",
        "u",
        SecretReference.parse("env:NONE"),
        Optional.empty());
  }

  @Test
  void noPrivateConnectionIsNeededWhereNoneIsSet() {
    assertThat(
            new PrivateConnectionState(Optional.empty(), new ServiceAddress(Optional.empty()))
                .look())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({"CREATED,PASS", "CREATING,WARNING", "FAILED,FAIL", "DELETING,FAIL"})
  void aPrivateConnectionMustStand(PrivateConnection.State state, Verdict verdict) {
    PrivateConnectionState check =
        new PrivateConnectionState(Optional.of("c"), new ServiceAddress(Optional.empty()));
    assertThat(check.judge(PrivateConnection.newBuilder().setName("c").setState(state).build()))
        .extracting(Finding::verdict)
        .isEqualTo(verdict);
  }

  @Test
  void aPrivateConnectionThatCannotBeAskedForIsUnknown() {
    String nobody = "http://127.0.0.1:1";
    assertThat(
            new PrivateConnectionState(
                    Optional.of("projects/p/locations/l/privateConnections/c"),
                    new ServiceAddress(Optional.of(nobody)))
                .look())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1.5.0,PASS", "1.11.4,PASS", "2.0.0,PASS", "1.4.9,FAIL", "next,UNKNOWN"})
  void terraformMustBeNewEnough(String version, Verdict verdict) {
    RecordingTerraform terraform =
        new RecordingTerraform(folder)
            .on("version", "echo '{\"terraform_version\": \"%s\"}'".formatted(version));
    List<Finding> findings = new ProgramVersions(terraform.environment(Map.of()), 17).look();
    assertThat(findings.get(0).verdict()).isEqualTo(verdict);
    assertThat(findings.get(1).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void programsThatAreMissingOrOldFail() {
    List<Finding> findings = new ProgramVersions(Map.of("PATH", folder.toString()), 11).look();
    List<Verdict> verdicts = new ArrayList<>();
    findings.forEach(finding -> verdicts.add(finding.verdict()));
    assertThat(verdicts).startsWith(Verdict.FAIL, Verdict.FAIL);
    assertThat(findings.get(0).observed()).contains("neither terraform nor tofu is on the path");
  }
}
