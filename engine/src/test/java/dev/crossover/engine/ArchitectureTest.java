package dev.crossover.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.crossover.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("dev.crossover.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_ENGINE_IS_PLAIN_JAVA =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam..", "com.hashicorp..", "io.debezium..", "org.apache.kafka..");

  /** A fault in a conversion must show as a mismatch, so the check may not share it. */
  @ArchTest
  static final ArchRule VERIFICATION_SHARES_NOTHING_WITH_THE_WRITERS =
      noClasses()
          .that()
          .resideInAPackage("..engine.verify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..engine.rows..", "..engine.apply..", "..engine.bulk..", "..engine.changes.avro..");

  /** What a database's values mean is said in the room of that database. */
  @ArchTest
  static final ArchRule VERIFICATION_KNOWS_NO_DATABASE =
      noClasses()
          .that()
          .resideInAPackage("..engine.verify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.google.cloud..",
              "java.sql..",
              "com.zaxxer..",
              "org.postgresql..",
              "dev.crossover.sources..",
              "dev.crossover.targets..");
}
