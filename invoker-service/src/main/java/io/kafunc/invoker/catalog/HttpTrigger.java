// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.schemas.metadata.TriggerConfig;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * By which HTTP requests a function may be called under one qualifier (contract 1.5, 1.7).
 *
 * @param qualifier {@code LATEST}, a version or an alias
 * @param signed whether its {@code authType} is {@code function}
 * @param methods in upper case, in the trigger's order
 */
public record HttpTrigger(
    String triggerName, String qualifier, boolean signed, Set<String> methods) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LATEST = "LATEST";

  static boolean isOne(TriggerConfig config) {
    return config.triggerType().equals("http");
  }

  static HttpTrigger of(String triggerName, TriggerConfig config) {
    var settings = json(config.json());
    var methods = new LinkedHashSet<String>();
    settings.path("methods").forEach(method -> methods.add(method.asText()));
    return new HttpTrigger(
        triggerName,
        config.qualifier().filter(qualifier -> !qualifier.isEmpty()).orElse(LATEST),
        !settings.path("authType").asText().equals("anonymous"),
        methods);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a trigger's configuration is not JSON", impossible);
    }
  }
}
