// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.annotation.Controller;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What may know what, over all modules at once. */
@AnalyzeClasses(packages = "io.kafunc", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String[] SERVICES = {
    "io.kafunc.metadata..", "io.kafunc.invoker..", "io.kafunc.trigger..", "io.kafunc.log.."
  };

  /** Classes that hand out time, ids and the environment to all others. */
  private static final String WIRING =
      "io\\.kafunc\\.(httpapi\\.(WallClock|RequestIds)|.*Beans|standalone\\.Kafunc)(\\$.*)?";

  private static final String VAGUE =
      "(Abstract|Base)[A-Z].*|.*(Manager|Helper|Util|Utils|Impl|Base|Common)";

  @ArchTest
  static final ArchRule servicesNeverSeeEachOther =
      slices()
          .matching("io.kafunc.(metadata|invoker|trigger|log)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule nobodySeesTheSuite =
      noClasses()
          .that(are(resideOutsideOfPackage("io.kafunc.standalone..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kafunc.standalone..");

  @ArchTest
  static final ArchRule librariesKnowNoService =
      noClasses()
          .that()
          .resideInAnyPackage("io.kafunc.schemas..", "io.kafunc.eventlog..", "io.kafunc.httpapi..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVICES);

  @ArchTest
  static final ArchRule eventlogKnowsNoHttp =
      noClasses()
          .that(are(resideInAPackage("io.kafunc.eventlog..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut.http..", "io.kafunc.httpapi..");

  @ArchTest
  static final ArchRule schemasKnowNoFramework =
      noClasses()
          .that(are(resideInAPackage("io.kafunc.schemas..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule controllersAreCalledSo =
      classes()
          .that()
          .areAnnotatedWith(Controller.class)
          .should()
          .haveSimpleNameEndingWith("Controller");

  @ArchTest
  static final ArchRule kafkaStaysBehindItsPorts =
      noClasses()
          .that(
              are(
                  resideOutsideOfPackage("io.kafunc.eventlog..")
                      .and(resideOutsideOfPackage("io.kafunc.standalone.broker.."))
                      .and(resideOutsideOfPackage("io.kafunc.invoker.async.."))
                      .and(resideOutsideOfPackage("io.kafunc.invoker.journal.."))
                      .and(resideOutsideOfPackage("io.kafunc.invoker.catalog.."))
                      .and(resideOutsideOfPackage("io.kafunc.trigger.firing.."))
                      .and(resideOutsideOfPackage("io.kafunc.log.ingest.."))))
          .and()
          .haveNameNotMatching(".*\\.Kafka[A-Z][a-zA-Z]*|" + WIRING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..");

  @ArchTest
  static final ArchRule namesSaySomething =
      noClasses().should().haveNameMatching(".*[.$](" + VAGUE + ")");

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .that()
          .haveNameNotMatching(WIRING)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  @ArchTest
  static final ArchRule idsAreHandedIn =
      noClasses().that().haveNameNotMatching(WIRING).should().callMethod(UUID.class, "randomUUID");

  @ArchTest
  static final ArchRule theEnvironmentIsHandedIn =
      noClasses()
          .that()
          .haveNameNotMatching(WIRING)
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  /** So that docs/configuration.md can be held against all of them. */
  @ArchTest
  static final ArchRule settingsHaveARecord =
      noClasses()
          .that()
          .haveNameNotMatching(WIRING)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Value.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Property.class);
}
