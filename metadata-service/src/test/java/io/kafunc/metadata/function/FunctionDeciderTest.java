// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import static io.kafunc.httpapi.ErrorCode.FUNCTION_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_EMPTY;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.metadata.write.AFunction.nothing;
import static io.kafunc.metadata.write.AFunction.whole;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.createTimer;
import static io.kafunc.metadata.write.Commands.deleteFunction;
import static io.kafunc.metadata.write.Commands.deleteTrigger;
import static io.kafunc.metadata.write.Commands.updateFunction;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.write.AFunction;
import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.metadata.write.Quotas;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionDeciderTest {

  @Test
  void createsAFunctionWithTheDefaultsOfTheApi() {
    var config = created(whole());

    assertThat(config.timeout()).isEqualTo(3);
    assertThat(config.memorySize()).isEqualTo(128);
    assertThat(config.initializer()).isEmpty();
    assertThat(config.initializationTimeout()).isEqualTo(3);
    assertThat(config.instanceConcurrency()).isEqualTo(1);
    assertThat(config.instanceType()).isEqualTo("e1");
    assertThat(config.environmentVariables()).isEmpty();
    assertThat(config.description()).isEmpty();
    assertThat(config.caPort()).isEmpty();
  }

  @Test
  void givesAnInitializerThirtySeconds() {
    assertThat(created(whole().initializer("index.init")).initializationTimeout()).isEqualTo(30);
    assertThat(
            created(whole().initializer("index.init").initializationTimeout(7))
                .initializationTimeout())
        .isEqualTo(7);
  }

  @Test
  void givesCustomRuntimesAPort() {
    assertThat(created(whole().runtime("custom")).caPort()).contains(9000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodejs4.4",
        "nodejs6",
        "nodejs8",
        "nodejs10",
        "nodejs12",
        "nodejs14",
        "python2.7",
        "python3",
        "python3.9",
        "php7.2",
        "java8",
        "java11",
        "dotnetcore2.1",
        "go1",
        "custom"
      })
  void acceptsEveryRuntimeOfTheVendor(String runtime) {
    created(whole().runtime(runtime));
  }

  @Test
  void rejectsAnUnknownRuntime() {
    given(createService())
        .when(createFunction(whole().runtime("nodejs")))
        .thenRejected(INVALID_ARGUMENT, "Runtime is set to an invalid value");
    given(createService())
        .when(createFunction(nothing().handler("h").code(AFunction.CODE)))
        .thenRejected(INVALID_ARGUMENT, "Runtime is set to an invalid value");
  }

  @Test
  void requiresHandlerAndCode() {
    refuses(nothing().runtime("python3").code(AFunction.CODE), "handler is required but not set");
    refuses(nothing().runtime("python3").handler("h"), "code is required but not set");
  }

  @Test
  void requiresAnImageInsteadOfCodeForAContainer() {
    created(nothing().runtime("custom-container").handler("h").image("registry/app:1"));
    refuses(
        nothing().runtime("custom-container").handler("h"),
        "customContainerConfig.image is required but not set");
  }

  @Test
  void boundsNumbers() {
    refuses(whole().timeout(0), "timeout is set to an invalid value (min: 1, max: 600");
    refuses(whole().timeout(601), "timeout");
    refuses(whole().initializationTimeout(301), "initializationTimeout");
    refuses(whole().memorySize(64), "memorySize");
    refuses(whole().memorySize(3136), "memorySize");
    refuses(whole().memorySize(200), "a multiple of 64");
    refuses(whole().concurrency(0), "instanceConcurrency");
    refuses(whole().concurrency(101), "instanceConcurrency");
    created(whole().timeout(600).memorySize(3072).concurrency(100));
    created(whole().memorySize(4096).instanceType("c1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"python3", "python2.7", "php7.2", "dotnetcore2.1", "go1"})
  void rejectsConcurrencyWhereTheRuntimeHasNone(String runtime) {
    refuses(
        whole().runtime(runtime).concurrency(2),
        "instanceConcurrency above 1 is not supported for runtime '" + runtime + "'");
  }

  @Test
  void movesFromElasticToPerformanceAndNeverBack() {
    var function = given(createService(), createFunction(whole().instanceType("ElasticInstance")));

    var updated =
        function
            .when(updateFunction(nothing().instanceType("EnhancedInstance")))
            .then(FunctionUpdated.class);
    assertThat(updated.config().instanceType()).isEqualTo("c1");
    function
        .when(updateFunction(nothing().instanceType("e1")))
        .thenRejected(INVALID_ARGUMENT, "instanceType cannot be changed from 'c1' to 'e1'");
    refuses(whole().instanceType("huge"), "instanceType");
  }

  @Test
  void checksEnvironmentVariables() {
    refuses(whole().environment(Map.of("1A", "x")), "invalid key");
    refuses(whole().environment(Map.of("A-B", "x")), "invalid key");
    refuses(whole().environment(Map.of("FC_X", "x")), "reserved key");
    refuses(whole().environment(Map.of("topic", "x")), "reserved key");
    refuses(whole().environment(Map.of("A", "x".repeat(4096))), "4096 bytes");
    created(whole().environment(Map.of("A_1", "x".repeat(4093))));
  }

  @Test
  void replacesTheEnvironmentWholeAndClearsItWithAnEmptyOne() {
    var function = given(createService(), createFunction(whole().environment(Map.of("A", "1"))));

    assertThat(
            function
                .when(updateFunction(nothing().environment(Map.of("B", "2"))))
                .then(FunctionUpdated.class)
                .config()
                .environmentVariables())
        .isEqualTo(Map.of("B", "2"));
    assertThat(
            function
                .when(updateFunction(nothing().environment(Map.of())))
                .then(FunctionUpdated.class)
                .config()
                .environmentVariables())
        .isEmpty();
  }

  @Test
  void keepsCodeAndConfigurationThatAnUpdateDoesNotName() {
    var function = given(createService(), createFunction(whole().memorySize(256)));

    var described =
        function.when(updateFunction(nothing().description("d"))).then(FunctionUpdated.class);
    assertThat(described.code()).contains(AFunction.CODE);
    assertThat(described.config().memorySize()).isEqualTo(256);

    var other = new CodeArchive("cd".repeat(32), 5, "6");
    var recoded = function.when(updateFunction(nothing().code(other))).then(FunctionUpdated.class);
    assertThat(recoded.code()).contains(other);
    assertThat(recoded.config().description()).isEqualTo("d");
  }

  @Test
  void rejectsASecondCreateWithTheSameName() {
    given(createService(), createFunction())
        .when(createFunction())
        .thenRejected(FUNCTION_ALREADY_EXISTS.with("f", "s"));
  }

  @Test
  void rejectsWhateverNamesAMissingFunction() {
    var refusal = FUNCTION_NOT_FOUND.with("f", "s");

    given(createService()).when(updateFunction(nothing())).thenRejected(refusal);
    given(createService()).when(deleteFunction()).thenRejected(refusal);
    given(createService()).when(createTimer("{}")).thenRejected(refusal);
  }

  @Test
  void comparesTheRevision() {
    given(createService(), createFunction())
        .when(updateFunction(1))
        .thenRejected(PRECONDITION_FAILED.with())
        .when(updateFunction(2))
        .thenAccepted();
  }

  @Test
  void rejectsDeletionWhileTriggersExist() {
    var function =
        given(
            createService(),
            createFunction(),
            createTimer("{\"cronExpression\":\"@every 1m\",\"enable\":true}"));

    function.when(deleteFunction()).thenRejected(FUNCTION_NOT_EMPTY.with("f"));
    function.when(deleteTrigger()).thenAccepted();
    function.when(deleteFunction()).then(FunctionDeleted.class);
  }

  @Test
  void countsFunctionsOfAServiceWhenAQuotaIsSet() {
    given(AccountSpec.decider(Quotas.of(0, 1, 0, 0)), createService(), createFunction())
        .when(createFunction("other"))
        .thenRejected(LIMIT_EXCEEDED, "function quota exceeded (max: 1)");
  }

  private static FunctionConfig created(AFunction function) {
    return given(createService())
        .when(createFunction(function))
        .then(FunctionCreated.class)
        .config();
  }

  private static void refuses(AFunction function, String text) {
    given(createService()).when(createFunction(function)).thenRejected(INVALID_ARGUMENT, text);
  }
}
