// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
   * mark, sessions of their own included, and then the group.
   */
  private static final String WATCHED =
      """
      exec 3<&0
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
      "$@" </dev/null 3<&-
      exit $?
      """;

  private final String suite;

  /**
   * @param suite names this suite on this machine, from its data folder
   */
  public ProcessSandbox(String suite) {
    this.suite = suite;
    Processes.carrying(MARK + suite + "/").forEach(Signals::killProcess);
  }

  @Override
  public SandboxReport report() {
    return new SandboxReport(
        "process",
        false,
        List.of("isolation", "memory limit", "internetAccess: false"),
        "no isolation: apt install bubblewrap");
  }

  @Override
  public InstanceProcess start(Launch launch) throws IOException {
    String mark = MARK + suite + "/" + launch.instanceId();
    var command = new ArrayList<>(List.of("setsid", "sh", "-c", WATCHED, "instance"));
    command.addAll(
        launch.commandWith(
            launch.executable(),
            launch.runtimeFolder().toString(),
            launch.socketFolder().resolve(SOCKET).toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(launch.codeFolder().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.environment().put("KAFUNC_INSTANCE", suite + "/" + launch.instanceId());
    var process = builder.start();
    return new StartedProcess(
        process,
        launch.executable(),
        launch.codeFolder().toString(),
        () -> kill(process, launch),
        () -> sweep(process, mark));
  }

  /** Ends the runtime at once and leaves the rest to the shell beside it, which outlives us. */
  private static void kill(Process process, Launch launch) {
    Processes.descendantRunning(process.pid(), launch.executable()).ifPresent(Signals::killProcess);
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // The shell has ended: its group is swept when its exit is seen.
    }
  }

  private static void sweep(Process process, String mark) {
    Processes.carrying(mark).forEach(Signals::killProcess);
    Signals.killGroup(process.pid());
  }

  static Map<String, String> environment() {
    return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", "/tmp", "LANG", "C.UTF-8");
  }
}
