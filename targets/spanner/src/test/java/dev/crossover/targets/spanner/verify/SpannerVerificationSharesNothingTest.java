package dev.crossover.targets.spanner.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A fault in a conversion must show as a mismatch, so the check may not share it. */
@AnalyzeClasses(
    packages = "dev.crossover.targets.spanner.verify",
    importOptions = DoNotIncludeTests.class)
class SpannerVerificationSharesNothingTest {
  @ArchTest
  static final ArchRule WITH_THE_WRITERS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.crossover.engine.rows..",
              "dev.crossover.engine.apply..",
              "dev.crossover.engine.bulk..",
              "dev.crossover.targets.spanner.rows..",
              "dev.crossover.targets.spanner.apply..",
              "dev.crossover.sources..");
}
