// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SandboxProbeTest {

  @Test
  void allowsNoIsolationOnlyOnLoopback() {
    var process = new SandboxSettings("process", false);

    assertThat(SandboxProbe.choose(process, false, true, "probe-test").report().isolated())
        .isFalse();
    assertThatThrownBy(() -> SandboxProbe.choose(process, false, false, "probe-test"))
        .hasMessageContaining("apt install bubblewrap")
        .hasMessageContaining("kafunc.sandbox.allow-insecure");
  }

  @Test
  void allowsItElsewhereWhenToldTo() {
    var insecure = new SandboxSettings("process", true);

    assertThat(SandboxProbe.choose(insecure, false, false, "probe-test").report().rung())
        .isEqualTo("process");
  }

  @Test
  void namesTheRungsThereAre() {
    assertThatThrownBy(
            () ->
                SandboxProbe.choose(
                    new SandboxSettings("docker", false), false, true, "probe-test"))
        .hasMessage("kafunc.sandbox.rung is 'docker' (allowed: auto, bubblewrap, process)");
  }
}
