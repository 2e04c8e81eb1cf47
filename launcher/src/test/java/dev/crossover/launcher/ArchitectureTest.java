package dev.crossover.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.crossover.launcher", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("dev.crossover.launcher.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule JOBS_AND_STACKS_ARE_MET_AS_PROCESSES_AND_FILES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam..",
              "com.hashicorp..",
              "dev.crossover.pipelines..",
              "dev.crossover.stacks..");

  @ArchTest
  static final ArchRule DEBEZIUM_STAYS_BEHIND_THE_CHANGE_STREAM =
      noClasses()
          .that()
          .resideOutsideOfPackage("..launcher.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.debezium..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule COMMANDS_ARE_THE_ONLY_PLACE_THAT_KNOWS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..launcher.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "dev.crossover.launcher.cli..");
}
