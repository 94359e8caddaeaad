// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.sandbox.kernel.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shell that started a runtime, which started two processes of its own. */
class ProcessTreeTest {

  private final Deque<Runnable> walks = new ArrayDeque<>();
  private Process shell;
  private ProcessTree tree;
  private List<Long> pids;

  @BeforeEach
  void start() throws IOException {
    shell = new ProcessBuilder("/bin/sh", "-c", "sh -c 'sleep 600 & sleep 600 & wait'; :").start();
    await().until(() -> Processes.descendants(shell.pid()).size() == 3);
    pids = Processes.descendants(shell.pid());
    tree = new ProcessTree(shell.pid(), walks::add);
    tree.runs(Path.of("/proc/" + pids.getFirst() + "/exe"));
  }

  @AfterEach
  void end() {
    pids.forEach(Signals::kill);
    shell.destroyForcibly();
  }

  @Test
  void stopsTheRuntimeAndAllItStartedElsewhereThanWhereItIsAsked() {
    tree.stop();
    assertThat(pids).noneMatch(ProcessTreeTest::isStopped);

    walks.remove().run();

    await().until(() -> pids.stream().allMatch(ProcessTreeTest::isStopped));
    assertThat(isStopped(shell.pid())).isFalse();
  }

  @Test
  void letsAllOfThemGoOn() {
    tree.stop();
    walks.remove().run();
    await().until(() -> pids.stream().allMatch(ProcessTreeTest::isStopped));

    tree.resume();

    assertThat(walks).isEmpty();
    await().until(() -> pids.stream().noneMatch(ProcessTreeTest::isStopped));
  }

  @Test
  void stopsNothingAnyMoreThatIsToGoOn() {
    tree.stop();
    tree.resume();
    tree.stop();
    tree.resume();

    walks.forEach(Runnable::run);

    assertThat(pids).noneMatch(ProcessTreeTest::isStopped);
  }

  private static boolean isStopped(long pid) {
    try {
      var state = Files.readString(Path.of("/proc/" + pid + "/status"));
      return state.contains("State:\tT");
    } catch (IOException gone) {
      return false;
    }
  }
}
