// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.aliyuncs.fc.model.CdnEventsTriggerConfig;
import com.aliyuncs.fc.model.HttpAuthType;
import com.aliyuncs.fc.model.HttpMethod;
import com.aliyuncs.fc.model.HttpTriggerConfig;
import com.aliyuncs.fc.model.LogTriggerConfig;
import com.aliyuncs.fc.model.OSSTriggerConfig;
import com.aliyuncs.fc.model.RdsTriggerConfig;
import com.aliyuncs.fc.model.TimeTriggerConfig;
import com.aliyuncs.fc.model.TriggerMetadata;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.DeleteFunctionRequest;
import com.aliyuncs.fc.request.DeleteTriggerRequest;
import com.aliyuncs.fc.request.GetTriggerRequest;
import com.aliyuncs.fc.request.ListTriggersRequest;
import com.aliyuncs.fc.request.UpdateTriggerRequest;
import com.aliyuncs.fc.response.GetTriggerResponse;
import com.google.gson.Gson;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningSuite.class)
class TriggersIT {

  private static final String ROLE = "acs:ram::1000000000000000:role/caller";

  private final Suite suite;
  private final Release release;

  TriggersIT(Suite suite) {
    this.suite = suite;
    this.release =
        Release.ofNewService(suite).node("f", "exports.handler = (e, c, cb) => cb(null, '');");
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void answersATriggerAsItWasCreated(String type, String arn, Object config, String answered) {
    // when
    var source = arn == null ? null : arn.replace("SERVICE", release.service());
    var request =
        new CreateTriggerRequest(release.service(), "f")
            .setTriggerName("t")
            .setTriggerType(type)
            .setSourceArn(source)
            .setInvocationRole(source == null ? null : ROLE)
            .setTriggerConfig(config);
    request.setQualifier("PROD");
    var created = release.client().createTrigger(request);
    // then
    var expected =
        """
        {
          "triggerName": "t",
          "sourceARN": %s,
          "triggerType": "%s",
          "invocationRole": "%s",
          "qualifier": "PROD",
          "triggerConfig": %s,
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """
            .formatted(
                source == null ? null : '"' + source + '"',
                type,
                source == null ? "" : ROLE,
                answered);
    Answered.with(expected, created);
    Answered.with(
        expected, release.client().getTrigger(new GetTriggerRequest(release.service(), "f", "t")));
    Answered.with(
        "{\"triggers\": [%s], \"nextToken\": null}"
            .formatted(expected.replace("sourceARN", "sourceArn")),
        release.client().listTriggers(new ListTriggersRequest(release.service(), "f")));
  }

  /** One bucket's events go to one trigger of the account: each service has a bucket of its own. */
  static Stream<Arguments> everyType() {
    return Stream.of(
        arguments(
            "timer",
            null,
            new TimeTriggerConfig("CRON_TZ=Asia/Shanghai 0 0 4 1 * *", "tea", true),
            """
            {
              "cronExpression": "CRON_TZ=Asia/Shanghai 0 0 4 1 * *",
              "payload": "tea",
              "enable": true
            }
            """),
        arguments(
            "http",
            null,
            new HttpTriggerConfig(
                HttpAuthType.FUNCTION, new HttpMethod[] {HttpMethod.GET, HttpMethod.PATCH}),
            """
            {"authType": "function", "methods": ["GET", "PATCH"]}
            """),
        arguments(
            "oss",
            "acs:oss:local:1000000000000000:SERVICE",
            new OSSTriggerConfig(new String[] {"oss:ObjectCreated:*"}, "in/", ".json"),
            """
            {
              "events": ["oss:ObjectCreated:*"],
              "filter": {"key": {"prefix": "in/", "suffix": ".json"}}
            }
            """),
        arguments(
            "log",
            "acs:log:local:1000000000000000:project/sales",
            new LogTriggerConfig()
                .setSourceConfig(new LogTriggerConfig.SourceConfig("orders"))
                .setJobConfig(
                    new LogTriggerConfig.JobConfig().setMaxRetryTime(3).setTriggerInterval(60))
                .setFunctionParameter(Map.of("unit", "kg"))
                .setLogConfig(new LogTriggerConfig.LogConfig("sales", "runs"))
                .setEnable(true),
            """
            {
              "sourceConfig": {"logstore": "orders"},
              "jobConfig": {"maxRetryTime": 3.0, "triggerInterval": 60.0},
              "functionParameter": {"unit": "kg"},
              "logConfig": {"project": "sales", "logstore": "runs"},
              "enable": true
            }
            """),
        arguments(
            "cdn_events",
            "acs:cdn:*:1000000000000000",
            cdn(),
            """
            {
              "eventName": "LogFileCreated",
              "eventVersion": "1.0.0",
              "notes": "tea",
              "filter": {"domain": ["tea.example.com"]}
            }
            """),
        arguments(
            "rds",
            "acs:rds:local:1000000000000000:dbinstance/rm-1",
            new RdsTriggerConfig(new String[] {"shop.orders"}, 3, 1, "json"),
            """
            {
              "subscriptionObjects": ["shop.orders"],
              "retry": 3.0,
              "concurrency": 1.0,
              "eventFormat": "json"
            }
            """),
        arguments(
            "mns_topic",
            "acs:mns:local:1000000000000000:/topics/orders",
            Map.of(
                "filterTag", "tea",
                "notifyContentFormat", "JSON",
                "notifyStrategy", "EXPONENTIAL_DECAY_RETRY"),
            """
            {
              "filterTag": "tea",
              "notifyContentFormat": "JSON",
              "notifyStrategy": "EXPONENTIAL_DECAY_RETRY"
            }
            """),
        arguments(
            "tablestore",
            "acs:ots:local:1000000000000000:instance/shop/table/orders",
            Map.of(),
            "{}"));
  }

  @Test
  void namesTheRuleOfAnEventBridgeTrigger() {
    // given
    var request =
        new CreateTriggerRequest(release.service(), "f")
            .setTriggerName("t")
            .setTriggerType("eventbridge")
            .setTriggerConfig(
                Map.of(
                    "triggerEnable",
                    true,
                    "asyncInvocationType",
                    false,
                    "eventRuleFilterPattern",
                    "{}",
                    "eventSourceConfig",
                    Map.of(
                        "eventSourceType",
                        "MNS",
                        "eventSourceParameters",
                        Map.of("sourceMNSParameters", Map.of("QueueName", "orders")))));
    Refused.with(
        400,
        "MissingRequiredHeader",
        "required HTTP header x-fc-enable-eventbridge-trigger was not specified",
        () -> release.client().createTrigger(request));
    // when
    request.setHeader("x-fc-enable-eventbridge-trigger", "enable");
    var created = release.client().createTrigger(request);
    // then
    Answered.with(
        """
        {
          "triggerName": "t",
          "sourceARN": "acs:eventbridge:local:%s:eventbus/MNS-f-t/rule/%s-f-t",
          "triggerType": "eventbridge",
          "invocationRole": "",
          "qualifier": "",
          "triggerConfig": {
            "triggerEnable": true,
            "asyncInvocationType": false,
            "eventRuleFilterPattern": "{}",
            "eventSourceConfig": {
              "eventSourceType": "MNS",
              "eventSourceParameters": {"sourceMNSParameters": {"QueueName": "orders"}}
            }
          },
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """
            .formatted(suite.accountId(), release.service()),
        created);
  }

  @Test
  void listsTriggersByName() {
    Stream.of("b", "a", "B").forEach(name -> create(name, "@every 1h"));
    var page = release.client().listTriggers(new ListTriggersRequest(release.service(), "f"));
    assertThat(Stream.of(page.getTriggers()).map(TriggerMetadata::getTriggerName))
        .containsExactly("B", "a", "b");
  }

  @Test
  void changesWhatAnUpdateNames() {
    // given
    create("tick", "@every 1h");
    // when
    release
        .client()
        .updateTrigger(
            new UpdateTriggerRequest(release.service(), "f", "tick")
                .setTriggerConfig(new TimeTriggerConfig("@every 2h", "coffee", false)));
    // then
    var got = release.client().getTrigger(new GetTriggerRequest(release.service(), "f", "tick"));
    var config = config(got);
    assertThat(config.getCronExpression()).isEqualTo("@every 2h");
    assertThat(config.getPayload()).isEqualTo("coffee");
    assertThat(config.isEnable()).isFalse();
  }

  @Test
  void refusesASecondOneAndMissesADeletedOne() {
    create("tick", "@every 1h");
    Refused.by(409, "TriggerAlreadyExists", () -> create("tick", "@every 1h"));
    release.client().deleteTrigger(new DeleteTriggerRequest(release.service(), "f", "tick"));
    Refused.by(
        404,
        "TriggerNotFound",
        () -> release.client().getTrigger(new GetTriggerRequest(release.service(), "f", "tick")));
  }

  @Test
  void keepsAFunctionThatStillHasTriggers() {
    create("tick", "@every 1h");
    Refused.with(
        409,
        "FunctionNotEmpty",
        "function 'f' has active triggers",
        () -> release.client().deleteFunction(new DeleteFunctionRequest(release.service(), "f")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "@every 0s",
        "@every 1ms",
        "* * * * *",
        "61 * * * * *",
        "CRON_TZ=Nowhere/City 0 0 4 * * *"
      })
  void refusesATimeThatIsNone(String expression) {
    var refusal = Refused.by(400, "InvalidArgument", () -> create("tick", expression));
    assertThat(refusal.getErrorMessage()).startsWith("cronExpression is ");
  }

  @Test
  void mergesWhatAnUpdateOfALogTriggerNames() {
    // given
    var source = "acs:log:local:1000000000000000:project/sales";
    var config =
        new LogTriggerConfig()
            .setSourceConfig(new LogTriggerConfig.SourceConfig("orders"))
            .setJobConfig(
                new LogTriggerConfig.JobConfig().setMaxRetryTime(3).setTriggerInterval(60))
            .setEnable(true);
    release
        .client()
        .createTrigger(
            new CreateTriggerRequest(release.service(), "f")
                .setTriggerName("lines")
                .setTriggerType("log")
                .setSourceArn(source)
                .setInvocationRole(ROLE)
                .setTriggerConfig(config));
    // when
    var updated =
        release
            .client()
            .updateTrigger(
                new UpdateTriggerRequest(release.service(), "f", "lines")
                    .setTriggerConfig(
                        new LogTriggerConfig()
                            .setJobConfig(
                                new LogTriggerConfig.JobConfig().setTriggerInterval(30))));
    // then
    Answered.with(
        """
        {
          "triggerName": "lines",
          "sourceArn": "%s",
          "triggerType": "log",
          "invocationRole": "%s",
          "qualifier": "",
          "triggerConfig": {
            "sourceConfig": {"logstore": "orders"},
            "jobConfig": {"maxRetryTime": 3.0, "triggerInterval": 30.0},
            "enable": true
          },
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """
            .formatted(source, ROLE),
        updated);
  }

  @Test
  void refusesAnUpdateUnderAnOldEtag() {
    // given
    create("tick", "@every 1h");
    // when, then
    Refused.with(
        412,
        "PreconditionFailed",
        "the resource being modified has been changed",
        () ->
            release
                .client()
                .deleteTrigger(
                    new DeleteTriggerRequest(release.service(), "f", "tick").setIfMatch("other")));
  }

  private static CdnEventsTriggerConfig cdn() {
    var config = new CdnEventsTriggerConfig();
    config.setEventName("LogFileCreated");
    config.setEventVersion("1.0.0");
    config.setNotes("tea");
    config.setFilter(Map.of("domain", List.of("tea.example.com")));
    return config;
  }

  private static TimeTriggerConfig config(GetTriggerResponse trigger) {
    var gson = new Gson();
    return gson.fromJson(gson.toJson(trigger.getTriggerConfig()), TimeTriggerConfig.class);
  }

  private void create(String name, String expression) {
    release
        .client()
        .createTrigger(
            new CreateTriggerRequest(release.service(), "f")
                .setTriggerName(name)
                .setTriggerType("timer")
                .setTriggerConfig(new TimeTriggerConfig(expression, "tea", true)));
  }
}
