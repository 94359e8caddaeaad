// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.kafunc.metadata",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule DECIDERS_ARE_PURE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Decider")
          .or()
          .haveSimpleNameEndingWith("Rules")
          .or()
          .haveSimpleNameEndingWith("State")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.micronaut..",
              "java.io..",
              "java.nio.file..",
              "java.sql..",
              "org.apache.kafka..",
              "io.kafunc.metadata.projection..",
              "io.kafunc.eventlog.kafka..");

  @ArchTest
  static final ArchRule ROUTES_ARE_CONTROLLERS =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Controller")
          .and()
          .haveNameNotMatching(".*\\$.*Definition.*")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.micronaut.http.annotation.Controller");

  @ArchTest
  static final ArchRule ONLY_ROWS_KNOW_MICRONAUT_DATA =
      classes()
          .that()
          .resideOutsideOfPackage("..projection..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("io.micronaut.data..");

  @ArchTest
  static final ArchRule KINDS_DO_NOT_SEE_EACH_OTHER =
      slices().matching("io.kafunc.metadata.trigger.kind.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.kafunc.metadata.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOBODY_ASKS_FOR_THE_TIME =
      noClasses().should().callMethod(java.time.Instant.class, "now");
}
