// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.schemas.metadata.CustomContainerConfig;
import io.kafunc.schemas.metadata.FunctionConfig;
import java.util.Optional;
import java.util.Set;

/** What {@code customContainerConfig} must hold (contract 1.2). Pure. */
final class ContainerRules {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ACCELERATION = Set.of("None", "Default");

  static Optional<FcError> fault(FunctionConfig config) {
    var container = config.customContainerConfig();
    var image = container.map(CustomContainerConfig::image).orElse("");
    boolean needsImage = config.runtime().equals(Runtimes.CUSTOM_CONTAINER);
    return new Check()
        .that(
            () -> !needsImage || !image.isEmpty(),
            () -> "customContainerConfig.image is required but not set")
        .and(() -> container.flatMap(ContainerRules::fault))
        .fault();
  }

  private static Optional<FcError> fault(CustomContainerConfig container) {
    return new Check()
        .and(() -> container.command().flatMap(text -> words("command", text)))
        .and(() -> container.args().flatMap(text -> words("args", text)))
        .and(() -> container.accelerationType().flatMap(ContainerRules::acceleration))
        .fault();
  }

  /** Empty, or a JSON array of strings as text. */
  private static Optional<FcError> words(String field, String text) {
    return new Check()
        .that(
            () -> text.isEmpty() || isWords(text),
            () ->
                "customContainerConfig.%s is set to an invalid value (allowed: the JSON text of an array of strings, actual: '%s')"
                    .formatted(field, text))
        .fault();
  }

  private static boolean isWords(String text) {
    try {
      var node = JSON.readTree(text);
      return node.isArray() && node.valueStream().allMatch(JsonNode::isTextual);
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  private static Optional<FcError> acceleration(String type) {
    return new Check()
        .that(
            () -> type.isEmpty() || ACCELERATION.contains(type),
            () ->
                "customContainerConfig.accelerationType is set to an invalid value"
                    + " (allowed: None | Default, actual: '%s')".formatted(type))
        .fault();
  }

  private ContainerRules() {}
}
