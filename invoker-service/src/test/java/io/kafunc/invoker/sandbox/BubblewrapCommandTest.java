// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BubblewrapCommandTest {

  private static final Launch LAUNCH = launch("/usr/bin/node", true);

  @Test
  void dropsTheUserInsideWhenWeAreRoot() {
    var words = command(true).of(LAUNCH, 20_001, List.of());

    assertThat(words).containsSubsequence("bwrap", "--", "/usr/bin/setpriv", "--reuid", "20001");
    assertThat(words).doesNotContain("--unshare-user");
    assertThat(words.getLast()).isEqualTo("/run/fc/inst.sock");
  }

  @Test
  void takesAUserNamespaceWhenWeAreNot() {
    var words = command(false).of(LAUNCH, 20_001, List.of());

    assertThat(words).contains("--unshare-user", "--disable-userns");
    assertThat(words).doesNotContain("/usr/bin/setpriv");
  }

  @Test
  void cutsTheNetworkOnlyWhereTheServiceSaysSo() {
    var command = command(true);

    assertThat(command.of(LAUNCH, 1, List.of())).doesNotContain("--unshare-net");
    assertThat(command.of(launch("/usr/bin/node", false), 1, List.of())).contains("--unshare-net");
  }

  @Test
  void bindsEverythingReadOnly() {
    var words = command(true).of(LAUNCH, 1, List.of());

    assertThat(words).doesNotContain("--bind", "--dev-bind");
    assertThat(words)
        .containsSubsequence("--ro-bind", "/runtimes/nodejs", "/opt/fc/runtime")
        .containsSubsequence("--ro-bind", "/sockets/1", "/run/fc")
        .containsSubsequence("--ro-bind", "/code/sha", "/code")
        .containsSubsequence("--remount-ro", "/", "--chdir", "/");
  }

  @Test
  void bringsAnInterpreterFromOutsideUsr() {
    var words = command(true).of(launch("/home/me/.nvm/v20/bin/node", true), 1, List.of());

    assertThat(words).containsSubsequence("--ro-bind", "/home/me/.nvm/v20", "/opt/fc/engine");
    assertThat(words)
        .contains("/opt/fc/engine/bin/node")
        .doesNotContain("/home/me/.nvm/v20/bin/node");
  }

  private static BubblewrapCommand command(boolean asRoot) {
    return new BubblewrapCommand(asRoot, Optional.of(Path.of("/filters/syscalls.bpf")));
  }

  @Test
  void leavesOutTheProgramThatIsToldLater() {
    var empty = new Launch("1", Optional.empty(), Path.of("/sockets/1"), Optional.empty(), true);

    var words = command(true).of(empty, 20_001, List.of());

    assertThat(words).containsSubsequence("--dir", "/opt/fc/runtime", "--remount-ro", "/");
    assertThat(words).containsSubsequence("/usr/bin/setpriv", "--", "/usr/bin/sh", "-c");
    assertThat(words).doesNotContain("/runtimes/nodejs", "/code/sha");
  }

  @Test
  void tellsAProgramAsTheProcessSeesIt() {
    var program = program("/home/me/.nvm/v20/bin/node");

    assertThat(BubblewrapCommand.words(program))
        .containsExactly(
            "/opt/fc/engine/bin/node", "/opt/fc/runtime/bootstrap.js", "/run/fc/inst.sock");
    assertThat(BubblewrapCommand.folders(program))
        .containsEntry("/opt/fc/runtime", Path.of("/runtimes/nodejs"))
        .containsEntry("/opt/fc/engine", Path.of("/home/me/.nvm/v20"));
  }

  private static Program program(String executable) {
    return new Program(
        List.of("{executable}", "{runtime}/bootstrap.js", "{socket}"),
        Path.of(executable),
        Path.of("/runtimes/nodejs"));
  }

  private static Launch launch(String executable, boolean network) {
    return new Launch(
        "1",
        Optional.of(program(executable)),
        Path.of("/sockets/1"),
        Optional.of(Path.of("/code/sha")),
        network);
  }
}
