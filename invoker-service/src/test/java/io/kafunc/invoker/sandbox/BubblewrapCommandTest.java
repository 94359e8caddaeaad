// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BubblewrapCommandTest {

  private static final Launch LAUNCH = launch("/usr/bin/node", true);

  @Test
  void dropsTheUserInsideWhenWeAreRoot() {
    var words = new BubblewrapCommand(true).of(LAUNCH, 20_001);

    assertThat(words).containsSubsequence("bwrap", "--", "/usr/bin/setpriv", "--reuid", "20001");
    assertThat(words).doesNotContain("--unshare-user");
    assertThat(words.getLast()).isEqualTo("/run/fc/inst.sock");
  }

  @Test
  void takesAUserNamespaceWhenWeAreNot() {
    var words = new BubblewrapCommand(false).of(LAUNCH, 20_001);

    assertThat(words).contains("--unshare-user", "--disable-userns");
    assertThat(words).doesNotContain("/usr/bin/setpriv");
  }

  @Test
  void cutsTheNetworkOnlyWhereTheServiceSaysSo() {
    var command = new BubblewrapCommand(true);

    assertThat(command.of(LAUNCH, 1)).doesNotContain("--unshare-net");
    assertThat(command.of(launch("/usr/bin/node", false), 1)).contains("--unshare-net");
  }

  @Test
  void bindsEverythingReadOnly() {
    var words = new BubblewrapCommand(true).of(LAUNCH, 1);

    assertThat(words).doesNotContain("--bind", "--dev-bind");
    assertThat(words)
        .containsSubsequence("--ro-bind", "/runtimes/nodejs", "/opt/fc/runtime")
        .containsSubsequence("--ro-bind", "/sockets/1", "/run/fc")
        .containsSubsequence("--ro-bind", "/code/sha", "/code")
        .containsSubsequence("--remount-ro", "/", "--chdir", "/code");
  }

  @Test
  void bringsAnInterpreterFromOutsideUsr() {
    var words = new BubblewrapCommand(true).of(launch("/home/me/.nvm/v20/bin/node", true), 1);

    assertThat(words).containsSubsequence("--ro-bind", "/home/me/.nvm/v20", "/opt/fc/engine");
    assertThat(words)
        .contains("/opt/fc/engine/bin/node")
        .doesNotContain("/home/me/.nvm/v20/bin/node");
  }

  private static Launch launch(String executable, boolean network) {
    return new Launch(
        "1",
        List.of("{executable}", "{runtime}/bootstrap.js", "{socket}"),
        Path.of(executable),
        Path.of("/runtimes/nodejs"),
        Path.of("/sockets/1"),
        Path.of("/code/sha"),
        network);
  }
}
