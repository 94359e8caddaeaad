// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Instances in bubblewrap: own mount, pid, ipc and uts namespaces, a read-only root and code, 512
 * MB of {@code /tmp}, another user when we are root, and no network where the service says so.
 * Killing the first process of the pid namespace ends all of them.
 */
public final class BubblewrapSandbox implements Sandbox {

  private static final int FIRST_USER = 20_000;
  private static final int USERS = 10_000;

  private final BubblewrapCommand command;
  private final AtomicInteger slot = new AtomicInteger();

  public BubblewrapSandbox(BubblewrapCommand command) {
    this.command = command;
  }

  /** Whether bubblewrap does here what we ask of it; tries it once, as an instance would run. */
  public boolean works() {
    try {
      var process =
          new ProcessBuilder(command.probe(FIRST_USER))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public SandboxReport report() {
    var lacks = new ArrayList<String>(List.of("cgroup limits", "syscall filter", "VPC and NAS"));
    if (!command.asRoot()) {
      lacks.add("one user per instance");
    }
    return new SandboxReport("bubblewrap", true, lacks, "");
  }

  @Override
  public InstanceProcess start(Launch launch) throws IOException {
    int user = FIRST_USER + slot.getAndIncrement() % USERS;
    var builder =
        new ProcessBuilder(command.of(launch, user))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(ProcessSandbox.environment());
    var process = builder.start();
    return new StartedProcess(
        process,
        launch.executable(),
        BubblewrapCommand.CODE,
        () -> {
          Processes.children(process.pid()).forEach(Signals::killProcess);
          process.destroyForcibly();
        },
        () -> {});
  }
}
