// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxProbeTest {

  @TempDir Path folder;

  @Test
  void allowsNoIsolationOnlyOnLoopback() throws IOException {
    var process = new SandboxSettings("process", false, "kafunc", false);

    assertThat(SandboxProbe.choose(process, false, true, "probe-test", folder).report().isolated())
        .isFalse();
    assertThatThrownBy(() -> SandboxProbe.choose(process, false, false, "probe-test", folder))
        .hasMessageContaining("apt install bubblewrap")
        .hasMessageContaining("kafunc.sandbox.allow-insecure");
  }

  @Test
  void allowsItElsewhereWhenToldTo() throws IOException {
    var insecure = new SandboxSettings("process", true, "kafunc", false);

    assertThat(SandboxProbe.choose(insecure, false, false, "probe-test", folder).report().rung())
        .isEqualTo("process");
  }

  @Test
  void namesTheRungsThereAre() {
    assertThatThrownBy(
            () ->
                SandboxProbe.choose(
                    new SandboxSettings("docker", false, "kafunc", false),
                    false,
                    true,
                    "probe-test",
                    folder))
        .hasMessage("kafunc.sandbox.rung is 'docker' (allowed: auto, bubblewrap, process)");
  }
}
