// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.kafunc.invoker.sandbox.cgroup.Cgroups;
import io.kafunc.invoker.sandbox.kernel.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The weakest rung: a plain child process in its own session. No isolation; meant for a laptop, and
 * only while the API is bound to loopback. A shell beside the runtime waits for our end of its
 * input to close and then ends the group, so that nothing survives us; whoever leaves the group is
 * found by a variable in its environment.
 */
public final class ProcessSandbox implements Sandbox {

  private static final String MARK = "KAFUNC_INSTANCE=";

  /**
   * Runs the arguments and passes their exit code on. When input closes, ends whoever carries the
   * mark, sessions of their own included, and then the group. What the shell itself would say of a
   * process that was killed is nothing the function wrote.
   */
  private static final String WATCHED =
      """
      exec 3<&0
      ulimit -c 0
      ulimit -n %d || :
      {
        read -r _ <&3
        read -r me _ </proc/self/stat
        for process in /proc/[0-9]*; do
          pid=${process#/proc/}
          if [ "$pid" != "$me" ] && grep -qsz "^KAFUNC_INSTANCE=$KAFUNC_INSTANCE$" $process/environ; then
            kill -KILL "$pid"
          fi
        done
        kill -KILL 0
      } 2>/dev/null &
      exec 4>&2 2>/dev/null
      (exec "$@" </dev/null 3<&- 2>&4 4>&-)
      exit $?
      """
          .formatted(MAX_OPEN_FILES);

  private final String suite;
  private final LimitWatch watch = new LimitWatch(() -> {});

  /**
   * @param suite names this suite on this machine, from its data folder
   */
  public ProcessSandbox(String suite) {
    this.suite = suite;
    Processes.carrying(MARK + suite + "/").forEach(Signals::kill);
  }

  @Override
  public SandboxReport report() {
    return new SandboxReport(
        "L0",
        "process",
        false,
        List.of("memory and processes looked at four times a second", "open files"),
        List.of("isolation", "internetAccess: false", "/tmp of its own"),
        "no isolation: apt install bubblewrap");
  }

  @Override
  public boolean attaches() {
    return true;
  }

  @Override
  public boolean awaits() {
    return false;
  }

  @Override
  public InstanceProcess start(Launch launch) throws IOException {
    var program = launch.program().orElseThrow();
    var command = new ArrayList<>(List.of("setsid", "sh", "-c", WATCHED, "instance"));
    command.addAll(
        program.commandWith(
            program.executable(),
            program.folder().toString(),
            launch.socketFolder().resolve(SOCKET).toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(program.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.environment().put("KAFUNC_INSTANCE", suite + "/" + launch.instanceId());
    var process = builder.start();
    var tree = new ProcessTree(process.pid());
    tree.runs(program.executable());
    var hold = new SessionHold(process, tree, MARK + suite + "/" + launch.instanceId());
    var group = Cgroups.none().create(launch.instanceId());
    var started = new StartedProcess(launch.instanceId(), process, tree, group, hold, false);
    watch.watch(started);
    return started;
  }

  /** A session with a shell in it, and a mark on whoever leaves it. */
  private record SessionHold(Process process, ProcessTree tree, String mark) implements Hold {

    @Override
    public CompletableFuture<String> attach(Path codeFolder) {
      return CompletableFuture.completedFuture(codeFolder.toString());
    }

    @Override
    public CompletableFuture<Void> run(Program program) {
      return CompletableFuture.failedFuture(new IOException("it runs a program already"));
    }

    @Override
    public double temporaryFilesMB() {
      return 0;
    }

    /** Ends the runtime at once and leaves the rest to the shell beside it, which outlives us. */
    @Override
    public void kill() {
      tree.runtime().ifPresent(Signals::kill);
      try {
        process.getOutputStream().close();
      } catch (IOException gone) {
        // The shell has ended: its group is swept when its exit is seen.
      }
    }

    @Override
    public void sweep() {
      Processes.carrying(mark).forEach(Signals::kill);
      Signals.killGroup(process.pid());
    }
  }

  static Map<String, String> environment() {
    return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", "/tmp", "LANG", "C.UTF-8");
  }
}
