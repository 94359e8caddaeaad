// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.eventlog.container.NeedsContainers.Engine;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NeedsContainersTest {

  @Test
  void runsWhereAnEngineIsNamed() {
    var verdict = Engine.judge(Map.of("DOCKER_HOST", "unix:///run/engine.sock", "CI", "true"));
    assertThat(verdict.isDisabled()).isFalse();
  }

  @Test
  void isSkippedWithItsReasonWhereNoneIs() {
    var verdict = Engine.judge(Map.of("CI", "false"));
    assertThat(verdict.isDisabled()).isTrue();
    assertThat(verdict.getReason()).hasValue("no container engine: DOCKER_HOST is not set");
  }

  @Test
  void failsInCiWhereNoneIs() {
    assertThatThrownBy(() -> Engine.judge(Map.of("CI", "true")))
        .hasMessage("CI must run containers, but DOCKER_HOST names no engine");
  }
}
