// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.container;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that is skipped where {@code DOCKER_HOST} names no engine, but fails there in CI. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsContainers.Engine.class)
public @interface NeedsContainers {

  /** Judges by the environment. */
  final class Engine implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return judge(System.getenv());
    }

    static ConditionEvaluationResult judge(Map<String, String> environment) {
      if (environment.containsKey("DOCKER_HOST")) {
        return enabled("DOCKER_HOST names an engine");
      }
      if (environment.getOrDefault("CI", "").equals("true")) {
        throw new IllegalStateException("CI must run containers, but DOCKER_HOST names no engine");
      }
      return disabled("no container engine: DOCKER_HOST is not set");
    }
  }
}
