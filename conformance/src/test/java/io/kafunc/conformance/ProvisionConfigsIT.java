// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.model.ScheduledAction;
import com.aliyuncs.fc.model.TargetTrackingPolicy;
import com.aliyuncs.fc.request.GetProvisionConfigRequest;
import com.aliyuncs.fc.request.ListProvisionConfigsRequest;
import com.aliyuncs.fc.request.PutProvisionConfigRequest;
import com.aliyuncs.fc.response.PutProvisionConfigResponse;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Provisioned instances as they are configured; {@code ScalingIT} sees them run. */
@ExtendWith(RunningSuite.class)
class ProvisionConfigsIT {

  private static final String FROM = "2036-11-01T00:00:00Z";
  private static final String TO = "2037-11-01T00:00:00Z";
  private static final String MORNING = "cron(0 0 8 * * *)";
  private static final String CONFIG =
      """
      {
        "resource": "%s#%s#%s#price",
        "target": 0,
        "scheduledActions": [
          {
            "name": "morning",
            "startTime": "2036-11-01T00:00:00Z",
            "endTime": "2037-11-01T00:00:00Z",
            "target": 3,
            "scheduleExpression": "cron(0 0 8 * * *)"
          }
        ],
        "targetTrackingPolicies": [
          {
            "name": "busy",
            "startTime": "2036-11-01T00:00:00Z",
            "endTime": "2037-11-01T00:00:00Z",
            "metricType": "ProvisionedConcurrencyUtilization",
            "metricTarget": 0.6,
            "minCapacity": 1,
            "maxCapacity": 5
          }
        ]
      }
      """;

  private final Suite suite;
  private final Release release;

  ProvisionConfigsIT(Suite suite) {
    this.suite = suite;
    this.release =
        Release.ofNewService(suite).node("price", "exports.handler = (e, c, cb) => cb(null, '');");
    release.publish();
    release.alias("PROD", "1", Map.of());
  }

  @Test
  void answersAConfigAsItWasPut() {
    // when
    var put = put("PROD", morning());
    // then
    Answered.with(config("PROD"), put);
    Answered.with(
        withCurrent(config("PROD")),
        release
            .client()
            .getProvisionConfig(new GetProvisionConfigRequest(release.service(), "PROD", "price")));
  }

  @Test
  void listsConfigsOfAServicePageByPage() {
    // given
    put("PROD", morning());
    put("1", morning());
    var list = new ListProvisionConfigsRequest().setServiceName(release.service());
    // when
    var first = release.client().listProvisionConfigs(list.setLimit(1));
    var second = release.client().listProvisionConfigs(list.setNextToken(first.getNextToken()));
    // then
    var listed = "{\"provisionConfigs\": [%s], \"nextToken\": %s}";
    Answered.with(
        listed.formatted(withCurrent(config("1")), '"' + first.getNextToken() + '"'), first);
    Answered.with(listed.formatted(withCurrent(config("PROD")), null), second);
  }

  @Test
  void keepsWhatIsNotNamedAndDropsWhatIsEmpty() {
    // given
    put("PROD", morning());
    // when
    var dropped =
        release.client().putProvisionConfig(request("PROD", new ScheduledAction[0], null));
    // then
    Answered.with(
        config("PROD")
            .replaceFirst("(?s)\"scheduledActions\": \\[.*?]", "\"scheduledActions\": []"),
        dropped);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "today#"
            + TO
            + "#"
            + MORNING
            + "#The StartTime is not in UTC time format (example: '2020-10-10T10:10:10Z', actual: 'today')",
        FROM
            + "#2037-11-01#"
            + MORNING
            + "#The EndTime is not in UTC time format (example: '2020-10-10T10:10:10Z', actual: '2037-11-01')",
        FROM
            + "#"
            + TO
            + "#often#The ScheduleExpression should be atTime or cron expression (example: ['at(2020-10-10T10:10:10Z)', 'cron(0 */30 * * * *)'], actual: 'often')",
      },
      quoteCharacter = '`')
  void saysWhatIsWrongWithAnAction(String from, String to, String when, String message) {
    Refused.with(
        400,
        "InvalidArgument",
        message,
        () -> put("PROD", new ScheduledAction("morning", from, to, 3, when)));
  }

  @Test
  void refusesTheSameNameTwiceAndTooManyActions() {
    Refused.with(
        400,
        "InvalidArgument",
        "Duplicate action name 'morning' in ScheduledActions is not allowed",
        () -> put("PROD", morning(), morning()));
    var many =
        IntStream.range(0, 110)
            .mapToObj(i -> new ScheduledAction("a" + i, FROM, TO, 3, MORNING))
            .toArray(ScheduledAction[]::new);
    Refused.with(
        400,
        "InvalidArgument",
        "ScheduledActions contains too many values (max: 100, actual: 110)",
        () -> put("PROD", many));
  }

  @Test
  void refusesAPageOfNothing() {
    Refused.by(
        400,
        "InvalidArgument",
        () -> release.client().listProvisionConfigs(new ListProvisionConfigsRequest().setLimit(0)));
  }

  private PutProvisionConfigResponse put(String qualifier, ScheduledAction... actions) {
    var busy =
        new TargetTrackingPolicy("busy", FROM, TO, "ProvisionedConcurrencyUtilization", 0.6, 1, 5);
    return release
        .client()
        .putProvisionConfig(request(qualifier, actions, new TargetTrackingPolicy[] {busy}));
  }

  private PutProvisionConfigRequest request(
      String qualifier, ScheduledAction[] actions, TargetTrackingPolicy[] policies) {
    var request = new PutProvisionConfigRequest(release.service(), qualifier, "price").setTarget(0);
    request.setScheduledActions(actions);
    request.setTargetTrackingPolicies(policies);
    return request;
  }

  private static ScheduledAction morning() {
    return new ScheduledAction("morning", FROM, TO, 3, MORNING);
  }

  private String config(String qualifier) {
    return CONFIG.formatted(suite.accountId(), release.service(), qualifier);
  }

  private static String withCurrent(String config) {
    return config.replace("\"target\": 0,", "\"target\": 0, \"current\": 0,");
  }
}
