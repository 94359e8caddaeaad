// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;
import static io.kafunc.metadata.write.Commands.createAlias;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.deleteAlias;
import static io.kafunc.metadata.write.Commands.deleteFunction;
import static io.kafunc.metadata.write.Commands.deleteVersion;
import static io.kafunc.metadata.write.Commands.provision;
import static io.kafunc.metadata.write.Commands.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.command.ProvisionChange;
import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.schemas.metadata.ProvisionEvent.ProvisionConfigPut;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisionDeciderTest {

  private static final String FROM = "2020-10-10T10:10:10Z";
  private static final String UNTIL = "2020-12-10T10:10:10Z";
  private static final ScheduledAction ACTION = action("a", FROM, UNTIL, "at(%s)".formatted(FROM));
  private static final TargetTrackingPolicy POLICY =
      policy("ProvisionedConcurrencyUtilization", 0.6, 1, 10);

  private static AccountSpec givenAnAlias() {
    return AccountSpec.given(createService(), createFunction(), publish(), createAlias("1"));
  }

  @Test
  void keepsWhatIsNotSaidAndClearsWhatIsEmpty() {
    var spec = givenAnAlias();
    var first =
        spec.when(provision("a", change(2, List.of(ACTION), List.of(POLICY))))
            .then(ProvisionConfigPut.class);
    assertThat(first.config().alwaysAllocateCPU()).isTrue();

    var kept = spec.when(provision("a", 3)).then(ProvisionConfigPut.class).config();
    assertThat(kept.target()).isEqualTo(3);
    assertThat(kept.scheduledActions()).contains(List.of(ACTION));
    assertThat(kept.targetTrackingPolicies()).contains(List.of(POLICY));

    var cleared =
        spec.when(
                provision(
                    "a",
                    new ProvisionChange(
                        Optional.empty(),
                        Optional.of(List.of()),
                        Optional.empty(),
                        Optional.of(false))))
            .then(ProvisionConfigPut.class)
            .config();
    assertThat(cleared.target()).isEqualTo(3);
    assertThat(cleared.scheduledActions()).contains(List.of());
    assertThat(cleared.alwaysAllocateCPU()).isFalse();
  }

  @Test
  void targetZeroWithNothingElseForgetsAll() {
    var spec = givenAnAlias();
    spec.when(provision("a", change(2, List.of(), List.of()))).thenAccepted();

    assertThat(spec.when(provision("a", 0)).then(ProvisionConfigPut.class).config().isNone())
        .isTrue();
    var anew = spec.when(provision("a", 1)).then(ProvisionConfigPut.class).config();
    assertThat(anew.scheduledActions()).isEmpty();
  }

  @Test
  void changesOnlyTheRevisionThatWasSeen() {
    var spec = givenAnAlias();
    long revision = spec.when(provision("a", 2)).then(ProvisionConfigPut.class).stamp().revision();

    spec.when(provision("a", revision - 1))
        .thenRejected(PRECONDITION_FAILED.with())
        .and(provision("a", revision))
        .thenAccepted()
        .and(provision("a", revision))
        .thenRejected(PRECONDITION_FAILED.with());
    givenAnAlias().when(provision("a", 7L)).thenRejected(PRECONDITION_FAILED.with());
  }

  @Test
  void needsServiceQualifierAndFunction() {
    AccountSpec.given()
        .when(provision("a", 1))
        .thenRejected(SERVICE_NOT_FOUND.with("s"))
        .and(createService())
        .thenAccepted()
        .and(provision("LATEST", 1))
        .thenRejected(INVALID_ARGUMENT, "(allowed: a version | an alias, actual: 'LATEST')")
        .and(provision("a", 1))
        .thenRejected(ALIAS_NOT_FOUND.with("a", "s"))
        .and(provision("1", 1))
        .thenRejected(VERSION_NOT_FOUND.with("1", "s"))
        .and(publish())
        .thenAccepted()
        .and(createFunction())
        .thenAccepted()
        .and(provision("1", 1))
        .thenRejected(FUNCTION_NOT_FOUND.with("f", "s"));
    givenAnAlias()
        .when(deleteVersion("1"))
        .thenAccepted()
        .and(provision("a", 1))
        .thenRejected(VERSION_NOT_FOUND.with("1", "s"));
  }

  @Test
  void endsWithTheAliasAndWithTheFunction() {
    var spec = givenAnAlias();
    spec.when(provision("a", change(2, List.of(ACTION), List.of()))).thenAccepted();
    spec.when(deleteAlias()).thenAccepted().and(createAlias("1")).thenAccepted();
    assertThat(actionsAfterAnotherPut(spec)).isEmpty();

    spec.when(provision("a", change(2, List.of(ACTION), List.of()))).thenAccepted();
    spec.when(deleteFunction()).thenAccepted().and(createFunction()).thenAccepted();
    assertThat(actionsAfterAnotherPut(spec)).isEmpty();
  }

  private static Optional<List<ScheduledAction>> actionsAfterAnotherPut(AccountSpec spec) {
    return spec.when(provision("a", 1)).then(ProvisionConfigPut.class).config().scheduledActions();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 301})
  void refusesTargetsOutsideTheLimit(int target) {
    givenAnAlias()
        .when(provision("a", target))
        .thenRejected(
            INVALID_ARGUMENT,
            "target is set to an invalid value (min: 0, max: 300, actual: %d)".formatted(target));
  }

  @Test
  void refusesTwoActionsOfOneName() {
    refuses(
        List.of(ACTION, ACTION), "Duplicate action name 'a' in ScheduledActions is not allowed");
  }

  @Test
  void refusesMoreThanAHundredActions() {
    refuses(
        IntStream.range(0, 110)
            .mapToObj(i -> action("a" + i, FROM, UNTIL, "cron(0 */30 * * * *)"))
            .toList(),
        "ScheduledActions contains too many values (max: 100, actual: 110)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2020-10-10T10:10:10", "2020-13-10T10:10:10Z", "2020-10-10T10:10:10.5Z"})
  void refusesTimesThatAreNotUtc(String time) {
    var example = "(example: '2020-10-10T10:10:10Z', actual: '%s')".formatted(time);
    refuses(
        List.of(action("a", time, UNTIL, ACTION.scheduleExpression())),
        "The StartTime is not in UTC time format " + example);
    refuses(
        List.of(action("a", FROM, time, ACTION.scheduleExpression())),
        "The EndTime is not in UTC time format " + example);
  }

  @Test
  void refusesAnEndBeforeTheStart() {
    refuses(
        List.of(action("a", UNTIL, FROM, ACTION.scheduleExpression())),
        "The EndTime should be later than the StartTime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "at(noon)", "cron(* *)", "every(1m)", "at(2020-10-10T10:10:10Z"})
  void refusesExpressionsThatSayNoTime(String expression) {
    refuses(
        List.of(action("a", FROM, UNTIL, expression)),
        ("The ScheduleExpression should be atTime or cron expression (example:"
                + " ['at(2020-10-10T10:10:10Z)', 'cron(0 */30 * * * *)'], actual: '%s')")
            .formatted(expression));
  }

  @Test
  void refusesExpressionsThatNeverTick() {
    refuses(
        List.of(action("a", FROM, UNTIL, "cron(0 0 0 31 2 *)")),
        "The ScheduleExpression names a time that never comes (actual: 'cron(0 0 0 31 2 *)')");
  }

  @Test
  void refusesActionsWithoutNameOrWithAWrongTarget() {
    refuses(
        List.of(action("", FROM, UNTIL, ACTION.scheduleExpression())),
        "ScheduledActions.Name is required but not set");
    refuses(
        List.of(new ScheduledAction("a", FROM, UNTIL, -1, ACTION.scheduleExpression())),
        "ScheduledActions.Target is set to an invalid value (min: 0, max: 300, actual: -1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CPU | 0.5 | 1 | 2 | MetricType is set to an invalid value",
        "ProvisionedConcurrencyUtilization | 0 | 1 | 2 | MetricTarget is set to an invalid value",
        "ProvisionedConcurrencyUtilization | 1.1 | 1 | 2 | MetricTarget is set to an invalid value",
        "ProvisionedConcurrencyUtilization | 0.5 | -1 | 2 | MinCapacity is set to an invalid value",
        "ProvisionedConcurrencyUtilization | 0.5 | 3 | 2 | MaxCapacity is set to an invalid value",
      })
  void refusesPoliciesThatCannotBeFollowed(
      String metric, double target, int min, int max, String text) {
    givenAnAlias()
        .when(provision("a", change(1, List.of(), List.of(policy(metric, target, min, max)))))
        .thenRejected(INVALID_ARGUMENT, text);
  }

  @Test
  void refusesTwoPoliciesOfOneName() {
    givenAnAlias()
        .when(provision("a", change(1, List.of(), List.of(POLICY, POLICY))))
        .thenRejected(
            INVALID_ARGUMENT, "Duplicate policy name 'p' in TargetTrackingPolicies is not allowed");
  }

  private static void refuses(List<ScheduledAction> actions, String text) {
    givenAnAlias()
        .when(provision("a", change(1, actions, List.of())))
        .thenRejected(INVALID_ARGUMENT, text);
  }

  private static ProvisionChange change(
      int target, List<ScheduledAction> actions, List<TargetTrackingPolicy> policies) {
    return new ProvisionChange(
        Optional.of(target), Optional.of(actions), Optional.of(policies), Optional.empty());
  }

  private static ScheduledAction action(String name, String from, String until, String when) {
    return new ScheduledAction(name, from, until, 5, when);
  }

  private static TargetTrackingPolicy policy(String metric, double target, int min, int max) {
    return new TargetTrackingPolicy("p", FROM, UNTIL, metric, target, min, max);
  }
}
