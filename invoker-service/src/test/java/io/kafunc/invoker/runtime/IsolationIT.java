// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an isolating rung keeps from a function, and what it keeps a function to, in every runtime.
 */
@ParameterizedClass
@MethodSource("isolated")
class IsolationIT extends InEachPlace {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  static Stream<Place> isolated() {
    return Place.all().filter(Place::isolated);
  }

  /** Control groups that are there and are not used would be a hole nobody sees. */
  @Test
  void takesTheStrongestRungThereIs() {
    assertThat(place.sandbox().report().level()).isEqualTo(ROOT ? "L2" : "L1");
    if (ROOT && Files.isWritable(Path.of("/sys/fs/cgroup"))) {
      assertThat(place.sandbox().report().gives())
          .contains("memory limit by control group", "process limit by control group");
    }
  }

  @Test
  void letsAFunctionWriteBelowTmpOnly() throws IOException {
    var files = JSON.readTree(bench.run(place.function("files"), "").body());

    assertThat(files.toString())
        .isEqualTo("{\"code\":\"refused\",\"root\":\"refused\",\"tmp\":\"written\"}");
  }

  @Test
  void runsEachInstanceAsAnotherUserThanOurs() {
    String one = bench.run(place.function("user"), "").body();
    String other = bench.run(place.function("user"), "").body();

    assertThat(Integer.parseInt(one)).isNotZero();
    if (ROOT) {
      assertThat(other).isNotEqualTo(one);
    }
  }

  @Test
  void cutsTheNetworkWhereTheServiceSaysSo() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(server.getLocalPort());

      assertThat(bench.run(place.function("connect"), port).body()).isEqualTo("connected");
      assertThat(bench.run(place.function("connect").internetAccess(false), port).body())
          .isEqualTo("refused");
    }
  }

  @Test
  void showsNoProcessOfTheHost() {
    assertThat(bench.run(place.function("processes"), "").body().split(" ").length).isLessThan(6);
  }

  @Test
  void leavesNoRightsAndFiltersSystemCalls() {
    String status = shell("cat /proc/self/status; ulimit -n; ulimit -c");

    assertThat(status)
        .contains("NoNewPrivs:\t1", "Seccomp:\t2", "CapEff:\t0000000000000000")
        .contains("CapBnd:\t0000000000000000")
        .endsWith("1024\n0\nexit 0");
    assertThat(shell("unshare --user true")).contains("Operation not permitted");
    assertThat(shell("unshare --mount true")).contains("Operation not permitted");
    assertThat(shell("ls /proc/self/fd")).doesNotContain("9");
  }

  @Test
  void givesEachInstanceATmpOfItsOwnAndNotMore() {
    var filling = bench.instance(place.function("shell").timeout(30));
    var neighbour = bench.instance(place.function("shell"));

    String full = bench.run(filling, "r1", "dd if=/dev/zero of=/tmp/full bs=1M count=600").body();

    assertThat(full).contains("No space left on device", "537", "exit 1");
    assertThat(bench.run(filling, "r2", "rm /tmp/full; ls /tmp; echo ok").body())
        .isEqualTo("ok\nexit 0");
    assertThat(bench.run(neighbour, "r", "echo x >/tmp/x; ls /tmp").body()).isEqualTo("x\nexit 0");
  }

  @Test
  void endsAnInstanceThatTakesMuchMemoryAtOnceAndNoNeighbour() {
    var neighbour = bench.instance(place.function("count").initializer("index.initialize"));

    var ran = bench.run(place.function("eat"), "2500");

    assertThat(ran.report().result()).isInstanceOf(RunResult.Crashed.class);
    assertThat(ran.body()).contains("Process exited unexpectedly before completing request");
    assertThat(ran.report().memoryUsedMB()).isGreaterThan(256);
    assertThat(ran.messages())
        .anyMatch(line -> line.contains("more than its memory size of 256 MB"));
    assertThat(bench.run(neighbour, "r", "").body()).isEqualTo("1");
  }

  /** Where a user's processes are counted instead, a bomb that hits the limit may die of it. */
  @Test
  void endsAForkBombAndNoNeighbour() {
    var neighbour = bench.instance(place.function("echo"));
    var bomb = bench.instance(place.function("shell").timeout(30));

    var ran = bench.run(bomb, "r", "bomb() { bomb | bomb & }; bomb; sleep 20");

    if (place.sandbox().report().gives().contains("process limit by control group")) {
      assertThat(ran.report().result()).isInstanceOf(RunResult.Crashed.class);
      assertThat(ran.messages()).anyMatch(line -> line.contains("more than 1024 processes"));
      assertThat(bomb.usable()).isFalse();
    }
    assertThat(bench.run(neighbour, "r", "still here").body()).isEqualTo("still here");
  }

  private String shell(String script) {
    return bench.run(place.function("shell"), script).body();
  }
}
