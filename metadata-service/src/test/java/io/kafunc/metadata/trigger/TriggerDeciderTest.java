// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.TRIGGER_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.TRIGGER_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.createTimer;
import static io.kafunc.metadata.write.Commands.createTrigger;
import static io.kafunc.metadata.write.Commands.deleteTrigger;
import static io.kafunc.metadata.write.Commands.updateTrigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.command.TriggerChange;
import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.metadata.write.Quotas;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerDeleted;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerUpdated;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerDeciderTest {

  private static final String TIMER =
      "{\"payload\":\"p\",\"cronExpression\":\"@every 1m\",\"enable\":true}";

  @Test
  void keepsTheConfigurationAsItWasSent() {
    var created = function().when(createTimer(TIMER)).then(TriggerCreated.class);

    assertThat(created.config().json()).isEqualTo(TIMER);
    assertThat(created.config().triggerType()).isEqualTo("timer");
    assertThat(created.config().sourceArn()).isEmpty();
  }

  @Test
  void spellsFieldsAsTheVendorDoesAndDropsNulls() {
    var created =
        function()
            .when(createTimer("{\"CronExpression\":\"@every 1m\",\"Payload\":null,\"x\":1}"))
            .then(TriggerCreated.class);

    assertThat(created.config().json()).isEqualTo("{\"cronExpression\":\"@every 1m\",\"x\":1}");
  }

  @Test
  void rejectsUnknownKinds() {
    function()
        .when(createTrigger("pigeon", "{}"))
        .thenRejected(
            INVALID_ARGUMENT,
            "triggerType is set to an invalid value (allowed: cdn_events | eventbridge | http | log | mns_topic | oss | rds | tablestore | timer, actual: 'pigeon')");
    function().when(createTrigger("", "{}")).thenRejected(INVALID_ARGUMENT, "triggerType");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 2 * * * *",
        "0 0 4 1 * ?",
        "0 0 0 29 2 ?",
        "0 0/5 9-17 ? JAN-MAR MON-FRI",
        "1,2,3 * * * * 7",
        "CRON_TZ=Asia/Shanghai 0 0 4 1 * *",
        "@every 1s",
        "@every 1h30m",
        "@every 1.5s",
        "@every 1000ms"
      })
  void acceptsTimes(String expression) {
    function().when(createTimer(timer(expression))).thenAccepted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * * *",
        "* * * * * * *",
        "60 * * * * *",
        "0 0 0 32 * *",
        "0 0 0 1 13 *",
        "0 0 0 1 * 8",
        "CRON_TZ=Moon/Base 0 0 4 1 * *",
        "CRON_TZ=UTC",
        "@every 999ms",
        "@every 0s",
        "@every",
        "@every 5",
        "@every -5m",
        "@every 99999999h",
        "@daily",
        "hello"
      })
  void rejectsWhatIsNoTime(String expression) {
    function()
        .when(createTimer(timer(expression)))
        .thenRejected(INVALID_ARGUMENT, "cronExpression is set to an invalid value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 0 0 31 2 *", "0 0 0 30 2 ?", "0 0 0 31 4,6,9,11 ?", "CRON_TZ=UTC 0 0 0 31 2 ?"})
  void rejectsATimeThatNeverComes(String expression) {
    function()
        .when(createTimer(timer(expression)))
        .thenRejected(
            INVALID_ARGUMENT,
            "cronExpression is set to an invalid value (allowed: a time that comes, actual: '"
                + expression
                + "')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"cronExpression\":5}",
        "{\"cronExpression\":\"@every 1m\",\"enable\":\"yes\"}",
        "{\"cronExpression\":\"@every 1m\",\"payload\":{}}"
      })
  void rejectsOtherWrongConfigurations(String json) {
    function().when(createTimer(json)).thenRejected(INVALID_ARGUMENT, " is ");
  }

  @Test
  void keepsWhatAnUpdateDoesNotName() {
    var trigger = function().and(createTimer(TIMER)).thenAccepted();

    var updated = trigger.when(updateTrigger("{\"enable\":false}")).then(TriggerUpdated.class);
    assertThat(updated.config().json()).isEqualTo(TIMER.replace("true", "false"));

    var qualified =
        trigger
            .when(
                updateTrigger(
                    new TriggerChange(
                        Optional.of("d"),
                        Optional.empty(),
                        Optional.of("role"),
                        Optional.of("PROD"),
                        Optional.empty())))
            .then(TriggerUpdated.class);
    assertThat(qualified.config().json()).isEqualTo(updated.config().json());
    assertThat(qualified.config().qualifier()).contains("PROD");
    assertThat(qualified.config().invocationRole()).contains("role");
    assertThat(qualified.config().description()).isEqualTo("d");
  }

  @Test
  void rejectsAQualifierThatCannotBeOne() {
    var trigger = function().and(createTimer(TIMER)).thenAccepted();

    trigger
        .when(
            updateTrigger(
                new TriggerChange(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("a b"),
                    Optional.empty())))
        .thenRejected(INVALID_ARGUMENT, "qualifier");
  }

  @Test
  void rejectsASecondCreateAndWhateverNamesAMissingTrigger() {
    function()
        .when(deleteTrigger())
        .thenRejected(TRIGGER_NOT_FOUND.with("t", "s", "f"))
        .when(updateTrigger("{}"))
        .thenRejected(TRIGGER_NOT_FOUND.with("t", "s", "f"))
        .when(createTimer(TIMER))
        .thenAccepted()
        .when(createTimer(TIMER))
        .thenRejected(TRIGGER_ALREADY_EXISTS.with("t", "s", "f"))
        .when(deleteTrigger())
        .then(TriggerDeleted.class);
  }

  @Test
  void countsTriggersOfAFunctionWhenAQuotaIsSet() {
    given(
            AccountSpec.decider(Quotas.of(0, 0, 1, 0)),
            createService(),
            createFunction(),
            createTimer(TIMER))
        .when(ATrigger.of("timer", "", TIMER).named("u").create())
        .thenRejected(LIMIT_EXCEEDED, "trigger quota exceeded (max: 1)");
  }

  private static String timer(String expression) {
    return "{\"cronExpression\":\"" + expression + "\"}";
  }

  private static AccountSpec function() {
    return given(createService(), createFunction());
  }
}
