package dev.crossover.launcher;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: one room per database and per platform, and no way around the ports. */
@AnalyzeClasses(
    packages = "dev.crossover",
    importOptions = {DoNotIncludeTests.class, RoomsTest.DoNotIncludeTestJars.class})
class RoomsTest {
  /** The other modules' tests, which come as jars. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final Path CHECKOUT = Path.of("..");

  /** Modules whose code serves every database. */
  private static final List<String> NEUTRAL =
      List.of("engine", "sources/debezium", "targets", "pipelines", "platforms", "launcher");

  private static final Pattern POSTGRESQL =
      Pattern.compile(
          "(?i)postgres|\\bpg_|pgoutput|\\blsns?\\b|replica identity|::regclass|plpgsql");

  /** Where a source is chosen, and the demo, which brings one of its own. */
  private static final Pattern MAY_NAME_A_SOURCE =
      Pattern.compile(
          "launcher/src/main/java/dev/crossover/launcher/(demo/.*|cli/DemoCommand\\.java|Rooms\\.java)"
              + "|pipelines/src/main/java/dev/crossover/pipelines/JobRooms\\.java");

  @ArchTest
  static final ArchRule FILES_ARE_MADE_ONLY_WHERE_THEY_BECOME_THEIR_OWNERS =
      noClasses()
          .that()
          .doNotBelongToAnyOf(PrivateFiles.class)
          .should()
          .callMethodWhere(
              target(owner(HasName.Predicates.name("java.nio.file.Files")))
                  .and(
                      target(
                          nameMatching("create.*|write.*|newOutputStream|newBufferedWriter|copy"))))
          .orShould()
          .callMethodWhere(
              target(owner(HasName.Predicates.name("java.nio.channels.FileChannel")))
                  .and(target(HasName.Predicates.name("open"))))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile)");

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NO_DATABASE_AND_NO_PLATFORM =
      noClasses()
          .that()
          .resideInAPackage("dev.crossover.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.crossover.sources..",
              "dev.crossover.targets..",
              "dev.crossover.platforms..",
              "dev.crossover.pipelines..",
              "dev.crossover.launcher..",
              "dev.crossover.stacks..",
              "com.google.cloud..",
              "com.google.api..",
              "java.sql..",
              "javax.sql..",
              "com.zaxxer..",
              "org.postgresql..",
              "io.debezium..",
              "org.apache.kafka..",
              "org.apache.beam..",
              "com.hashicorp..");

  @ArchTest
  static final ArchRule A_SOURCE_KNOWS_NO_TARGET_AND_NO_PLATFORM =
      noClasses()
          .that()
          .resideInAPackage("dev.crossover.sources..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.crossover.targets..",
              "dev.crossover.platforms..",
              "dev.crossover.pipelines..",
              "dev.crossover.launcher..",
              "com.google.cloud..");

  @ArchTest
  static final ArchRule SOURCES_DO_NOT_KNOW_EACH_OTHER =
      com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices()
          .matching("dev.crossover.sources.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAPackage("dev.crossover.sources.."),
              resideInAPackage("dev.crossover.sources.debezium.."));

  @ArchTest
  static final ArchRule WHAT_CAPTURES_SHARE_KNOWS_NO_SOURCE =
      noClasses()
          .that()
          .resideInAPackage("dev.crossover.sources.debezium..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.crossover.sources..")
                  .and(resideOutsideOfPackage("dev.crossover.sources.debezium..")))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.postgresql..", "org.mariadb..");

  @ArchTest
  static final ArchRule A_TARGET_KNOWS_NO_SOURCE_AND_NO_PLATFORM =
      noClasses()
          .that()
          .resideInAPackage("dev.crossover.targets..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.crossover.sources..",
              "dev.crossover.platforms..",
              "dev.crossover.pipelines..",
              "dev.crossover.launcher..",
              "java.sql..");

  @ArchTest
  static final ArchRule A_PLATFORM_KNOWS_NO_DATABASE =
      noClasses()
          .that()
          .resideInAPackage("dev.crossover.platforms..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.crossover.sources..",
              "dev.crossover.targets..",
              "dev.crossover.pipelines..",
              "dev.crossover.launcher..",
              "java.sql..");

  @ArchTest
  static final ArchRule CLOUD_CLIENTS_STAY_IN_THEIR_ROOMS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.crossover.targets..", "dev.crossover.platforms.googlecloud..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.cloud..", "com.google.api.gax..", "com.google.rpc..");

  @ArchTest
  static final ArchRule ONLY_ONE_CLASS_KNOWS_WHICH_ROOMS_THERE_ARE =
      classes()
          .that(
              resideInAPackage("dev.crossover.sources..")
                  .or(resideInAPackage("dev.crossover.targets..")))
          .should()
          .onlyHaveDependentClassesThat(
              resideInAPackage("dev.crossover.sources..")
                  .or(resideInAPackage("dev.crossover.targets.."))
                  .or(resideInAPackage("dev.crossover.pipelines").and(simpleName("JobRooms")))
                  .or(resideInAPackage("dev.crossover.launcher.demo.."))
                  .or(resideInAPackage("dev.crossover.launcher").and(simpleName("Rooms"))));

  @Test
  void onlySourcesRoomsKnowPostgresql() {
    List<String> found = new ArrayList<>();
    for (Path file : mainSources(NEUTRAL)) {
      if (!MAY_NAME_A_SOURCE.matcher(name(file)).matches()) {
        found.addAll(lines(file, POSTGRESQL));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void onlyTheSpannerRoomKnowsSpannersClient() {
    List<String> found = new ArrayList<>();
    Pattern client = Pattern.compile("com\\.google\\.cloud\\.(spanner|ByteArray|Date|Timestamp)");
    for (Path file :
        mainSources(
            List.of("contract", "engine", "sources", "pipelines", "platforms", "launcher"))) {
      found.addAll(lines(file, client));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void oneThingHasOneName() {
    Map<String, List<String>> byName =
        mainSources(
                List.of(
                    "contract",
                    "engine",
                    "sources",
                    "targets",
                    "platforms",
                    "pipelines",
                    "stacks",
                    "launcher"))
            .stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(
                groupingBy(
                    file -> file.getFileName().toString(), mapping(RoomsTest::name, toList())));
    assertThat(byName.values()).allSatisfy(files -> assertThat(files).hasSize(1));
  }

  private static List<Path> mainSources(List<String> modules) {
    List<Path> files = new ArrayList<>();
    for (String module : modules) {
      try (Stream<Path> all = Files.walk(CHECKOUT.resolve(module))) {
        all.filter(file -> file.toString().endsWith(".java"))
            .filter(file -> name(file).contains("/src/main/java/"))
            .forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  private static List<String> lines(Path file, Pattern pattern) {
    try {
      List<String> found = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          found.add(name(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return CHECKOUT.relativize(file).toString().replace('\\', '/');
  }
}
