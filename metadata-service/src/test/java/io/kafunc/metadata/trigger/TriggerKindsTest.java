// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerUpdated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types of contract 1.5, each by its own words. */
class TriggerKindsTest {

  private static final String OSS = "acs:oss:cn-hangzhou:1:bucket";
  private static final String LOG = "acs:log:cn-hangzhou:1:project/p";
  private static final String LOGS =
      "{\"sourceConfig\":{\"logstore\":\"l\"},\"jobConfig\":{\"maxRetryTime\":5,\"triggerInterval\":60},"
          + "\"functionParameter\":{\"a\":\"b\"},\"logConfig\":{\"project\":\"p\",\"logstore\":\"m\"},\"enable\":true}";
  private static final String RABBIT =
      "{\"triggerEnable\":true,\"asyncInvocationType\":false,\"eventRuleFilterPattern\":\"{}\","
          + "\"eventSourceConfig\":{\"eventSourceType\":\"RabbitMQ\",\"eventSourceParameters\":{"
          + "\"sourceRabbitMQParameters\":{\"RegionId\":\"r\",\"InstanceId\":\"i\",\"VirtualHostName\":\"v\",\"QueueName\":\"q\"}}}}";
  private static final String HTTP = "{\"authType\":\"anonymous\",\"methods\":[\"GET\"]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "oss | acs:oss:cn-hangzhou:1:bucket | {`events`:[`oss:ObjectCreated:*`,`oss:ObjectRemoved:DeleteObject`],`filter`:{`key`:{`prefix`:`p`,`suffix`:`s`}}}",
        "oss | acs:oss:cn-hangzhou:1:bucket | {`events`:[`oss:ObjectReplication:ObjectModified`]}",
        "log | acs:log:cn-hangzhou:1:project/p | {`sourceConfig`:{`logstore`:`l`}}",
        "log | acs:log:cn-hangzhou:1:project/p | {`sourceConfig`:{`logstore`:`l`},`jobConfig`:{`maxRetryTime`:0,`triggerInterval`:3},`functionParameter`:{},`logConfig`:{`project`:``,`logstore`:``},`enable`:false}",
        "http | | {`authType`:`function`,`methods`:[`GET`,`POST`,`PUT`,`DELETE`,`HEAD`,`PATCH`,`OPTIONS`]}",
        "timer | | {`payload`:`p`,`cronExpression`:`0 2 * * * *`,`enable`:true}",
        "cdn_events | acs:cdn:*:1 | {`eventName`:`LogFileCreated`,`eventVersion`:`1.0.0`,`notes`:`n`,`filter`:{`domain`:[`a.b`]}}",
        "mns_topic | acs:mns:cn-hangzhou:1:/topics/t | {}",
        "mns_topic | acs:mns:cn-hangzhou:1:/topics/t | {`filterTag`:`x`,`notifyContentFormat`:`JSON`,`notifyStrategy`:`EXPONENTIAL_DECAY_RETRY`}",
        "tablestore | acs:ots:cn-hangzhou:1:instance/i/table/t | {}",
        "rds | acs:rds:cn-hangzhou:1:dbinstance/i | {`subscriptionObjects`:[`db.t`],`retry`:3,`concurrency`:1,`eventFormat`:`protobuf`}",
        "eventbridge | | {`triggerEnable`:true,`asyncInvocationType`:false,`eventRuleFilterPattern`:`{}`,`eventSourceConfig`:{`eventSourceType`:`Default`}}",
      })
  void answersWhatWasSent(String type, String arn, String json) {
    var sent = json.replace('`', '"');
    var created = function().when(trigger(type, arn, sent).create()).then(TriggerCreated.class);

    assertThat(created.config().json()).isEqualTo(sent);
    assertThat(created.config().triggerType()).isEqualTo(type);
    if (arn != null) {
      assertThat(created.config().sourceArn()).contains(arn);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "oss | {} | events is required but not set",
        "oss | {`events`:[]} | events is required but not set",
        "oss | {`events`:`oss:ObjectCreated:*`} | events is set to an invalid value (allowed: an array)",
        "oss | {`events`:[5]} | events is set to an invalid value (allowed: a string)",
        "oss | {`events`:[`oss:ObjectLost`]} | actual: 'oss:ObjectLost'",
        "oss | {`events`:[`oss:ObjectCreated:*`],`filter`:`p`} | filter is set to an invalid value (allowed: an object)",
        "oss | {`events`:[`oss:ObjectCreated:*`],`filter`:{`key`:{`prefix`:5}}} | filter.key.prefix is set to an invalid value (allowed: a string)",
        "log | {} | sourceConfig is required but not set",
        "log | {`sourceConfig`:{}} | sourceConfig.logstore is required but not set",
        "log | {`sourceConfig`:{`logstore`:`l`},`jobConfig`:{`triggerInterval`:2}} | jobConfig.triggerInterval is set to an invalid value (min: 3, max: 600, actual: 2)",
        "log | {`sourceConfig`:{`logstore`:`l`},`jobConfig`:{`maxRetryTime`:101}} | jobConfig.maxRetryTime is set to an invalid value (min: 0, max: 100, actual: 101)",
        "log | {`sourceConfig`:{`logstore`:`l`},`jobConfig`:{`maxRetryTime`:99999999999999999999}} | jobConfig.maxRetryTime is set to an invalid value",
        "log | {`sourceConfig`:{`logstore`:`l`},`jobConfig`:{`maxRetryTime`:`5`}} | jobConfig.maxRetryTime is set to an invalid value (allowed: an integer)",
        "log | {`sourceConfig`:{`logstore`:`l`},`functionParameter`:[]} | functionParameter is set to an invalid value (allowed: an object)",
        "log | {`sourceConfig`:{`logstore`:`l`},`enable`:`yes`} | enable is set to an invalid value (allowed: true | false)",
        "http | {} | authType is required but not set",
        "http | {`authType`:`none`,`methods`:[`GET`]} | authType is set to an invalid value (allowed: anonymous | function, actual: 'none')",
        "http | {`authType`:`function`} | methods is required but not set",
        "http | {`authType`:`function`,`methods`:[`get`]} | methods is set to an invalid value",
        "cdn_events | {`eventVersion`:`1.0.0`} | eventName is required but not set",
        "cdn_events | {`eventName`:`Nothing`,`eventVersion`:`1.0.0`} | eventName is set to an invalid value",
        "cdn_events | {`eventName`:`LogFileCreated`,`eventVersion`:`2`} | eventVersion is set to an invalid value (allowed: 1.0.0, actual: '2')",
        "cdn_events | {`eventName`:`LogFileCreated`,`eventVersion`:`1.0.0`,`filter`:{`domain`:`a`}} | filter.domain is set to an invalid value (allowed: an array)",
        "mns_topic | {`notifyContentFormat`:`XML`} | notifyContentFormat is set to an invalid value (allowed: STREAM | JSON, actual: 'XML')",
        "mns_topic | {`notifyStrategy`:`NEVER`} | notifyStrategy is set to an invalid value",
        "rds | {} | subscriptionObjects is required but not set",
        "rds | {`subscriptionObjects`:[`t`],`eventFormat`:`xml`} | eventFormat is set to an invalid value (allowed: json | protobuf, actual: 'xml')",
        "rds | {`subscriptionObjects`:[`t`],`concurrency`:0} | concurrency is set to an invalid value (min: 1",
        "eventbridge | {} | eventSourceConfig is required but not set",
        "eventbridge | {`eventSourceConfig`:{`eventSourceType`:`Carrier`}} | eventSourceConfig.eventSourceType is set to an invalid value",
        "eventbridge | {`eventSourceConfig`:{`eventSourceType`:`MNS`}} | eventSourceConfig.eventSourceParameters.sourceMNSParameters is required but not set",
        "eventbridge | {`eventSourceConfig`:{`eventSourceType`:`MNS`,`eventSourceParameters`:{`sourceMNSParameters`:{}}}} | sourceMNSParameters.QueueName is required but not set",
        "eventbridge | {`eventRuleFilterPattern`:`[`,`eventSourceConfig`:{`eventSourceType`:`Default`}} | eventRuleFilterPattern is set to an invalid value",
      })
  void refusesWhatIsNoneOfItsConfigurations(String type, String json, String text) {
    var arn = Kinds.arn(type);

    function()
        .when(trigger(type, arn, json.replace('`', '"')).create())
        .thenRejected(INVALID_ARGUMENT, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oss | | sourceArn is required but not set",
        "oss | dummy_arn | acs:oss:<region>:<account>:<bucket>",
        "log | acs:oss:cn:1:b | acs:log:<region>:<account>:project/<project>",
        "cdn_events | acs:cdn:* | acs:cdn:*:<account>",
        "mns_topic | acs:mns:cn:1:topics/t | acs:mns:<region>:<account>:/topics/<topic>",
        "tablestore | acs:ots:cn:1:instance/i | acs:ots:<region>:<account>:instance/<instance>/table/<table>",
        "rds | acs:rds:cn:1:i | acs:rds:<region>:<account>:dbinstance/<instance>",
        "eventbridge | acs:eventbridge:cn:1:rule/r | acs:eventbridge:<region>:<account>:eventbus/<bus>/rule/<rule>",
      })
  void refusesOtherSources(String type, String arn, String text) {
    function()
        .when(trigger(type, arn, Kinds.config(type)).create())
        .thenRejected(INVALID_ARGUMENT, text);
  }

  @Test
  void requestsAndTimersHaveNoSourceWhateverIsSent() {
    var http =
        function().when(ATrigger.of("http", "dummy_arn", HTTP).create()).then(TriggerCreated.class);
    assertThat(http.config().sourceArn()).isEmpty();
    assertThat(http.config().invocationRole()).isEmpty();

    var timer =
        function()
            .when(ATrigger.of("timer", "dummy_arn", "{\"cronExpression\":\"@every 1m\"}").create())
            .then(TriggerCreated.class);
    assertThat(timer.config().sourceArn()).isEmpty();
  }

  @Test
  void derivesTheRuleThatAnEventBusCallsThrough() {
    var other = ATrigger.of("eventbridge", "", RABBIT);
    assertThat(function().when(other.create()).then(TriggerCreated.class).config().sourceArn())
        .contains("acs:eventbridge:local:1:eventbus/RabbitMQ-f-t/rule/s-f-t");

    var standard = other.with("{\"eventSourceConfig\":{\"eventSourceType\":\"Default\"}}");
    assertThat(function().when(standard.create()).then(TriggerCreated.class).config().sourceArn())
        .contains("acs:eventbridge:local:1:eventbus/default/rule/s-f-t");
  }

  @Test
  void spellsInnerFieldsAsTheVendorDoes() {
    var sent =
        "{\"events\":[\"oss:ObjectCreated:*\"],\"filter\":{\"Key\":{\"Prefix\":\"p\",\"Suffix\":null}}}";
    var created =
        function().when(ATrigger.of("oss", OSS, sent).create()).then(TriggerCreated.class);

    assertThat(created.config().json())
        .isEqualTo(
            "{\"events\":[\"oss:ObjectCreated:*\"],\"filter\":{\"key\":{\"prefix\":\"p\"}}}");
  }

  @Test
  void mergesWhatAnUpdateGives() {
    assertThat(updated(ATrigger.of("log", LOG, LOGS), "{\"jobConfig\":{\"triggerInterval\":120}}"))
        .isEqualTo(LOGS.replace("60", "120"));
    assertThat(updated(ATrigger.of("log", LOG, LOGS), "{\"functionParameter\":{\"c\":\"d\"}}"))
        .isEqualTo(LOGS.replace("\"a\":\"b\"", "\"c\":\"d\""));
    assertThat(
            updated(
                ATrigger.of(
                    "oss",
                    OSS,
                    "{\"events\":[\"oss:ObjectCreated:*\"],\"filter\":{\"key\":{\"prefix\":\"p\"}}}"),
                "{\"events\":[\"oss:ObjectRemoved:DeleteObject\"]}"))
        .isEqualTo(
            "{\"events\":[\"oss:ObjectRemoved:DeleteObject\"],\"filter\":{\"key\":{\"prefix\":\"p\"}}}");
    assertThat(
            updated(
                ATrigger.of("cdn_events", "acs:cdn:*:1", Kinds.config("cdn_events")),
                "{\"notes\":\"other\"}"))
        .isEqualTo(
            "{\"eventName\":\"LogFileCreated\",\"eventVersion\":\"1.0.0\",\"notes\":\"other\"}");
    assertThat(
            updated(
                ATrigger.of("eventbridge", "", RABBIT),
                "{\"asyncInvocationType\":true,\"eventSourceConfig\":{\"eventSourceParameters\":"
                    + "{\"sourceRabbitMQParameters\":{\"QueueName\":\"other\"}}}}"))
        .isEqualTo(RABBIT.replace("false", "true").replace("\"q\"", "\"other\""));
  }

  private static String updated(ATrigger trigger, String change) {
    return function()
        .when(trigger.create())
        .thenAccepted()
        .when(trigger.with(change).update())
        .then(TriggerUpdated.class)
        .config()
        .json();
  }

  @Test
  void keepsTheConfigurationOfATopic() {
    var topic = ATrigger.of("mns_topic", "acs:mns:cn:1:/topics/t", "{\"filterTag\":\"x\"}");
    var spec = function().when(topic.create()).thenAccepted();

    spec.when(topic.with("{\"filterTag\":\"y\"}").update())
        .thenRejected(
            INVALID_ARGUMENT, "triggerConfig of a trigger of type mns_topic cannot be changed");
    spec.when(topic.update()).then(TriggerUpdated.class);
  }

  @Test
  void nothingStandsBesideAnHttpTrigger() {
    var http = ATrigger.of("http", "", HTTP);
    var timer = ATrigger.of("timer", "", Kinds.config("timer")).named("u");

    function()
        .when(http.create())
        .thenAccepted()
        .when(timer.create())
        .thenRejected(
            INVALID_ARGUMENT,
            "timer trigger 'u' cannot be beside http trigger 't' in function 'f'");
    function()
        .when(timer.create())
        .thenAccepted()
        .when(http.create())
        .thenRejected(INVALID_ARGUMENT, "cannot be beside timer trigger 'u'")
        .when(http.in("g").create())
        .thenAccepted();
  }

  @Test
  void anAliasHasOneHttpTrigger() {
    var http = ATrigger.of("http", "", HTTP);

    function()
        .when(http.create())
        .thenAccepted()
        .when(http.named("u").at("LATEST").create())
        .thenRejected(INVALID_ARGUMENT, "http trigger 't' already exists for qualifier 'LATEST'")
        .when(http.named("u").at("PROD").create())
        .thenAccepted()
        .when(http.named("u").at("LATEST").update())
        .thenRejected(INVALID_ARGUMENT, "already exists for qualifier 'LATEST'")
        .when(http.named("u").at("PROD").update())
        .thenAccepted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oss:ObjectCreated:* | | | oss:ObjectCreated:PutObject | | | true",
        "oss:ObjectCreated:PutObject | | | oss:ObjectCreated:* | a | b | true",
        "oss:ObjectCreated:* | | | oss:ObjectRemoved:DeleteObject | | | false",
        "oss:ObjectCreated:PutObject | | | oss:ObjectCreated:PostObject | | | false",
        "oss:ObjectCreated:* | a/ | | oss:ObjectCreated:* | b/ | | false",
        "oss:ObjectCreated:* | a/ | | oss:ObjectCreated:* | a/b/ | | true",
        "oss:ObjectCreated:* | | .png | oss:ObjectCreated:* | | .jpg | false",
        "oss:ObjectCreated:* | a | .png | oss:ObjectCreated:* | ab | x.png | true",
        "oss:ObjectCreated:* | a | .png | oss:ObjectCreated:* | ab | .jpg | false",
      })
  void oneObjectsEventGoesToOneTriggerOfItsBucket(
      String event,
      String prefix,
      String suffix,
      String other,
      String before,
      String end,
      boolean overlaps) {
    var first = ATrigger.of("oss", OSS, filter(event, prefix, suffix));
    var second = first.named("u").in("g").with(filter(other, before, end));
    var spec = function().when(first.create()).thenAccepted().when(second.create());

    if (overlaps) {
      spec.thenRejected(
          INVALID_ARGUMENT,
          "triggerConfig overlaps with that of trigger 't' of function 'f' in service 's'");
    } else {
      spec.thenAccepted();
      spec.when(second.with(filter(event, prefix, suffix)).update())
          .thenRejected(INVALID_ARGUMENT, "overlaps");
      spec.when(second.with(filter(other, before, end)).update()).thenAccepted();
    }
    function()
        .when(first.create())
        .thenAccepted()
        .when(
            ATrigger.of("oss", "acs:oss:cn-hangzhou:1:other", filter(other, before, end))
                .named("u")
                .create())
        .thenAccepted();
  }

  private static String filter(String event, String prefix, String suffix) {
    return "{\"events\":[\"%s\"],\"filter\":{\"key\":{\"prefix\":\"%s\",\"suffix\":\"%s\"}}}"
        .formatted(event, prefix == null ? "" : prefix, suffix == null ? "" : suffix);
  }

  private static ATrigger trigger(String type, String arn, String json) {
    return ATrigger.of(type, arn == null ? "" : arn, json);
  }

  private static AccountSpec function() {
    return given(createService(), createFunction(), createFunction("g"));
  }

  /** A good source and configuration for each type. */
  private static final class Kinds {

    static String arn(String type) {
      return switch (type) {
        case "oss" -> OSS;
        case "log" -> LOG;
        case "cdn_events" -> "acs:cdn:*:1";
        case "mns_topic" -> "acs:mns:cn:1:/topics/t";
        case "tablestore" -> "acs:ots:cn:1:instance/i/table/t";
        case "rds" -> "acs:rds:cn:1:dbinstance/i";
        default -> "";
      };
    }

    static String config(String type) {
      return switch (type) {
        case "oss" -> "{\"events\":[\"oss:ObjectCreated:*\"]}";
        case "log" -> LOGS;
        case "cdn_events" -> "{\"eventName\":\"LogFileCreated\",\"eventVersion\":\"1.0.0\"}";
        case "rds" -> "{\"subscriptionObjects\":[\"t\"]}";
        case "eventbridge" -> RABBIT;
        case "timer" -> "{\"cronExpression\":\"@every 1m\"}";
        default -> "{}";
      };
    }
  }
}
