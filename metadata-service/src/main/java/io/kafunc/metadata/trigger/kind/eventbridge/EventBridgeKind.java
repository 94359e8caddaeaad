// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.eventbridge;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.optional;
import static io.kafunc.metadata.trigger.kind.Shape.required;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Events of a bus, or of a queue behind one: by what pattern, from where (contract 1.5). */
@Singleton
public final class EventBridgeKind implements TriggerKind {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFAULT = "Default";
  private static final RequiredHeader SWITCH =
      new RequiredHeader("x-fc-enable-eventbridge-trigger", "enable");
  private static final Shape.Fields QUEUE =
      fields(
          optional("RegionId", text()),
          required("QueueName", text()),
          optional("IsBase64Decode", new Shape.Flag()));
  private static final Shape.Fields ROCKET =
      fields(
          optional("RegionId", text()),
          required("InstanceId", text()),
          required("Topic", text()),
          optional("Tag", text()),
          optional("Offset", text()),
          optional("GroupID", text()),
          optional("Timestamp", new Shape.Whole(0, Long.MAX_VALUE)));
  private static final Shape.Fields RABBIT =
      fields(
          optional("RegionId", text()),
          required("InstanceId", text()),
          required("VirtualHostName", text()),
          required("QueueName", text()));
  private static final Shape.Fields SHAPE =
      fields(
          optional("triggerEnable", new Shape.Flag()),
          optional("asyncInvocationType", new Shape.Flag()),
          optional("eventRuleFilterPattern", text()),
          required(
              "eventSourceConfig",
              fields(
                  required("eventSourceType", text(DEFAULT, "MNS", "RocketMQ", "RabbitMQ")),
                  optional(
                      "eventSourceParameters",
                      fields(
                          optional("sourceMNSParameters", QUEUE),
                          optional("sourceRocketMQParameters", ROCKET),
                          optional("sourceRabbitMQParameters", RABBIT))))));
  private static final Source.Arn RULE =
      Source.arn(
          "eventbridge",
          "eventbus/[A-Za-z0-9_-]+/rule/[A-Za-z0-9_-]+",
          "eventbus/<bus>/rule/<rule>");

  private final String region;

  public EventBridgeKind(KafuncSettings settings) {
    this.region = settings.region();
  }

  @Override
  public String type() {
    return "eventbridge";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Optional<String> fault(ObjectNode config) {
    var type = sourceType(config);
    var source = "eventSourceConfig.eventSourceParameters.source" + type + "Parameters";
    if (!type.equals(DEFAULT) && config.at("/" + source.replace('.', '/')).isMissingNode()) {
      return Optional.of(source + " is required but not set");
    }
    JsonNode pattern = config.path("eventRuleFilterPattern");
    return pattern.isMissingNode() || isObject(pattern.textValue())
        ? Optional.empty()
        : Optional.of(
            "eventRuleFilterPattern is set to an invalid value"
                + " (allowed: the JSON text of an object)");
  }

  private static boolean isObject(String text) {
    try {
      return JSON.readTree(text).isObject();
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  @Override
  public Source source() {
    return new Source.Derived(RULE, this::rule);
  }

  private String rule(Source.TriggerPath path, ObjectNode config) {
    var type = sourceType(config);
    var below = "%s-%s".formatted(path.functionName(), path.triggerName());
    return "acs:eventbridge:%s:%s:eventbus/%s/rule/%s-%s"
        .formatted(
            region,
            path.accountId(),
            type.equals(DEFAULT) ? "default" : type + "-" + below,
            path.serviceName(),
            below);
  }

  private static String sourceType(ObjectNode config) {
    return config.path("eventSourceConfig").path("eventSourceType").asText();
  }

  @Override
  public Optional<RequiredHeader> requiredHeader() {
    return Optional.of(SWITCH);
  }
}
