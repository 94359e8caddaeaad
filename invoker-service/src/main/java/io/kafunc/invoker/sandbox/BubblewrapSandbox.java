// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.kafunc.invoker.sandbox.cgroup.Cgroups;
import io.kafunc.invoker.sandbox.cgroup.Controller;
import io.kafunc.invoker.sandbox.cgroup.InstanceGroup;
import io.kafunc.invoker.sandbox.kernel.Mounts;
import io.kafunc.invoker.sandbox.kernel.Signals;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Instances in bubblewrap: own mount, pid, ipc and uts namespaces, a system call filter, a
 * read-only root and code, 512 MB of {@code /tmp}, no network where the service says so; and when
 * we are root, another user each and a control group. Killing the first process of the pid
 * namespace ends all of them.
 */
public final class BubblewrapSandbox implements Sandbox {

  private static final int FIRST_USER = 20_000;
  private static final int USERS = 10_000;

  private static final long NO_PROCESS = -1;

  /** What a process may take before it has a function: as much as the smallest function. */
  private static final int GENERIC_MB = 128;

  private final BubblewrapCommand command;
  private final Cgroups groups;
  private final boolean cpuQuota;
  private final LimitWatch watch;
  private final Runnable rehearsal;
  private final AtomicInteger slot = new AtomicInteger();

  public BubblewrapSandbox(BubblewrapCommand command, Cgroups groups, boolean cpuQuota) {
    this.command = command;
    this.groups = groups;
    this.cpuQuota = cpuQuota;
    this.watch = new LimitWatch(groups::sweep);
    this.rehearsal = attaches() ? Mounts::rehearse : () -> {};
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
    var gives = new ArrayList<>(List.of("own mounts, processes and names", "read-only root"));
    var lacks = new ArrayList<String>();
    (command.filters() ? gives : lacks).add("system call filter");
    (command.asRoot() ? gives : lacks).add("one user per instance");
    for (var controller : Controller.values()) {
      (groups.has(controller) ? gives : lacks)
          .add(
              groups.has(controller)
                  ? controller.words() + " by control group"
                  : controller.words() + " by control group" + instead(controller));
    }
    lacks.add("a network of its own (the host's, or none)");
    lacks.add("VPC and NAS");
    String advice = command.asRoot() ? "" : "start as root for users and control groups";
    return new SandboxReport(
        command.asRoot() ? "L2" : "L1", "bubblewrap", true, gives, lacks, advice);
  }

  private static String instead(Controller controller) {
    return switch (controller) {
      case MEMORY -> " (looked at four times a second instead)";
      case PROCESSES -> " (by user instead)";
      case FREEZER -> " (by signals instead)";
      case CPU -> "";
    };
  }

  /** Others' mount namespaces are open to root alone, and only on kernels that are new enough. */
  @Override
  public boolean attaches() {
    return command.asRoot() && Mounts.available();
  }

  @Override
  public boolean awaits() {
    return attaches();
  }

  @Override
  public InstanceProcess start(Launch launch) throws IOException {
    if (slot.get() == 0) {
      rehearsal.run();
    }
    int user = FIRST_USER + slot.getAndIncrement() % USERS;
    var group = groups.create(launch.instanceId());
    group.limitProcesses(MAX_PROCESSES);
    group.limitMemory(GENERIC_MB + TMP_MB);
    var builder =
        new ProcessBuilder(command.of(launch, user, group.doors())).redirectErrorStream(true);
    if (launch.program().isPresent()) {
      builder.redirectInput(new File("/dev/null"));
    }
    builder.environment().clear();
    builder.environment().putAll(ProcessSandbox.environment());
    return started(launch, group, begin(builder, group));
  }

  private static Process begin(ProcessBuilder builder, InstanceGroup group) throws IOException {
    try {
      return builder.start();
    } catch (IOException refused) {
      group.remove();
      throw refused;
    }
  }

  private InstanceProcess started(Launch launch, InstanceGroup group, Process process) {
    var tree = new ProcessTree(process.pid());
    launch.program().map(Program::executable).ifPresent(tree::runs);
    var hold = new NamespaceHold(process, launch.codeFolder());
    var started = new StartedProcess(launch.instanceId(), process, tree, group, hold, cpuQuota);
    watch.watch(started);
    return started;
  }

  /** A pid and a mount namespace, held by bubblewrap's child. */
  private record NamespaceHold(Process process, Optional<Path> codeFolder) implements Hold {

    /** The folders have to be there before the program is: it is told last. */
    @Override
    public CompletableFuture<Void> run(Program program) {
      return Mounts.attachReadOnly(first(), BubblewrapCommand.folders(program))
          .thenRun(() -> tell(BubblewrapCommand.words(program)));
    }

    private void tell(List<String> words) {
      try (var in = process.getOutputStream()) {
        in.write((String.join("\n", words) + "\n\n").getBytes());
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }

    @Override
    public CompletableFuture<String> attach(Path code) {
      var attached =
          codeFolder.isPresent()
              ? CompletableFuture.completedFuture(null)
              : Mounts.attachReadOnly(first(), Map.of(BubblewrapCommand.CODE, code));
      return attached.thenApply(done -> BubblewrapCommand.CODE);
    }

    /** The first process inside; when it has ended, a number that no process has. */
    private long first() {
      var children = Processes.children(process.pid());
      return children.isEmpty() ? NO_PROCESS : children.getFirst();
    }

    @Override
    public double temporaryFilesMB() {
      try {
        var store = Files.getFileStore(Path.of("/proc", Long.toString(first()), "root", "tmp"));
        return (store.getTotalSpace() - store.getUnallocatedSpace()) / 1024.0 / 1024;
      } catch (IOException gone) {
        return 0;
      }
    }

    @Override
    public void kill() {
      Processes.children(process.pid()).forEach(Signals::kill);
      process.destroyForcibly();
    }

    @Override
    public void sweep() {
      // Nobody leaves a pid namespace.
    }
  }
}
