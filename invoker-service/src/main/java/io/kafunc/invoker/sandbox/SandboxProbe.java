// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.kafunc.invoker.sandbox.cgroup.Cgroups;
import io.kafunc.invoker.sandbox.kernel.Architecture;
import io.kafunc.invoker.sandbox.kernel.SyscallFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Chooses the strongest rung that works here, or says why none may be used. */
public final class SandboxProbe {

  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private SandboxProbe() {}

  /**
   * @param loopback whether the API is bound to loopback only
   * @param suite names this suite on this machine
   * @param folder where the system call filter is written
   */
  public static Sandbox choose(
      SandboxSettings settings, boolean root, boolean loopback, String suite, Path folder)
      throws IOException {
    return switch (settings.rung()) {
      case "auto" -> {
        var bubblewrap = bubblewrap(settings, root, suite, folder);
        yield bubblewrap.works() ? bubblewrap : process(settings.allowInsecure(), loopback, suite);
      }
      case "bubblewrap" -> required(bubblewrap(settings, root, suite, folder));
      case "process" -> process(settings.allowInsecure(), loopback, suite);
      default ->
          throw new IllegalArgumentException(
              "kafunc.sandbox.rung is '%s' (allowed: auto, bubblewrap, process)"
                  .formatted(settings.rung()));
    };
  }

  /** Bubblewrap with everything else that is to be had here. */
  public static BubblewrapSandbox bubblewrap(
      SandboxSettings settings, boolean root, String suite, Path folder) throws IOException {
    Optional<Path> filter = Optional.empty();
    if (Architecture.here().isPresent()) {
      byte[] program = SyscallFilter.program(Architecture.here().get());
      filter = Optional.of(Files.write(folder.resolve("syscalls.bpf"), program));
    }
    return new BubblewrapSandbox(
        new BubblewrapCommand(root, filter),
        root ? Cgroups.find(CGROUPS, settings.cgroupParent(), suite) : Cgroups.none(),
        settings.cpuQuota());
  }

  private static Sandbox required(BubblewrapSandbox bubblewrap) {
    if (!bubblewrap.works()) {
      throw new IllegalStateException("bubblewrap does not work here (apt install bubblewrap)");
    }
    return bubblewrap;
  }

  private static Sandbox process(boolean allowInsecure, boolean loopback, String suite) {
    if (!loopback && !allowInsecure) {
      throw new IllegalStateException(
          "functions would run without isolation while the API is not bound to loopback:"
              + " apt install bubblewrap, or set kafunc.sandbox.allow-insecure=true");
    }
    return new ProcessSandbox(suite);
  }
}
