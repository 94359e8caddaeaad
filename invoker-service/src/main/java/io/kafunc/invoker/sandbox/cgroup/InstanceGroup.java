// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.cgroup;

import io.kafunc.invoker.sandbox.cgroup.GroupFile.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control group of one instance. What no controller is there for is not done, and not known.
 * Each method is a file or two: tens of microseconds.
 */
public final class InstanceGroup {

  private static final Logger log = LoggerFactory.getLogger(InstanceGroup.class);
  private static final long MEGABYTE = 1024 * 1024;

  /** Function Compute gives 3072 MB two processors. */
  private static final double MEGABYTES_PER_PROCESSOR = 1536;

  private static final int PERIOD_MICROS = 100_000;
  private static final int LEAST_QUOTA_MICROS = 5_000;
  private static final int WEIGHT_ONE_IS = 1024;
  private static final int WEIGHT_TWO_IS = 100;

  private final String name;
  private final Map<Controller, Hierarchy> hierarchies;
  private final Consumer<Path> remover;

  InstanceGroup(String name, Map<Controller, Hierarchy> hierarchies, Consumer<Path> remover) {
    this.name = name;
    this.hierarchies = hierarchies;
    this.remover = remover;
  }

  public boolean has(Controller controller) {
    return hierarchies.containsKey(controller);
  }

  /** A process of one thread that writes 0 to each of these joins, with all it will start. */
  public List<Path> doors() {
    return hierarchies.values().stream()
        .distinct()
        .map(it -> it.suite().resolve(name).resolve(GroupFile.DOOR.in(it.version())))
        .toList();
  }

  /** Beyond it the kernel ends a process of the group. */
  public void limitMemory(int megabytes) {
    write(Controller.MEMORY, GroupFile.MEMORY_LIMIT, Long.toString(megabytes * MEGABYTE));
    write(Controller.MEMORY, GroupFile.SWAP, "0");
  }

  /** The share of the processors when others want them too, as the memory size says (F-3). */
  public void shareProcessors(int memoryMB) {
    var cpu = hierarchies.get(Controller.CPU);
    if (cpu != null) {
      weigh(cpu.suite().resolve(name), cpu.version(), memoryMB);
    }
  }

  /** Not more of the processors than the memory size says, even if nobody else wants them. */
  public void limitProcessors(int memoryMB) {
    var cpu = hierarchies.get(Controller.CPU);
    if (cpu != null) {
      long quota = Math.round(memoryMB / MEGABYTES_PER_PROCESSOR * PERIOD_MICROS);
      quota = Math.max(LEAST_QUOTA_MICROS, quota);
      write(
          Controller.CPU,
          GroupFile.CPU_QUOTA,
          switch (cpu.version()) {
            case ONE -> Long.toString(quota);
            case TWO -> quota + " " + PERIOD_MICROS;
          });
    }
  }

  public void limitProcesses(int count) {
    write(Controller.PROCESSES, GroupFile.PROCESSES_LIMIT, Integer.toString(count));
  }

  /** All that is charged to the group, files in the page cache included, in MB. */
  public double chargedMB() {
    return read(Controller.MEMORY, GroupFile.MEMORY_NOW).orElse(0) / (double) MEGABYTE;
  }

  /** What cannot be dropped: allocations, and files in memory such as those below /tmp; in MB. */
  public double heldMB() {
    var memory = hierarchies.get(Controller.MEMORY);
    if (memory == null) {
      return 0;
    }
    String allocated =
        switch (memory.version()) {
          case ONE -> "rss";
          case TWO -> "anon";
        };
    return (counter(Controller.MEMORY, GroupFile.MEMORY_PARTS, allocated)
            + counter(Controller.MEMORY, GroupFile.MEMORY_PARTS, "shmem"))
        / (double) MEGABYTE;
  }

  public double peakMB() {
    return read(Controller.MEMORY, GroupFile.MEMORY_PEAK).orElse(0) / (double) MEGABYTE;
  }

  /** Whether the kernel has ended a process of the group for its memory. */
  public boolean ranOutOfMemory() {
    return counter(Controller.MEMORY, GroupFile.MEMORY_EVENTS, "oom_kill") > 0;
  }

  /** Whether a process was not started because there were too many. */
  public boolean ranOutOfProcesses() {
    return counter(Controller.PROCESSES, GroupFile.PROCESSES_EVENTS, "max") > 0;
  }

  public void freeze() {
    write(Controller.FREEZER, GroupFile.FREEZE, "1");
  }

  public void thaw() {
    write(Controller.FREEZER, GroupFile.FREEZE, "0");
  }

  /** After the last process has ended, or soon after. */
  public void remove() {
    hierarchies.values().stream()
        .distinct()
        .forEach(hierarchy -> remover.accept(hierarchy.suite().resolve(name)));
  }

  static void weigh(Path folder, Version version, int shares) {
    try {
      Files.writeString(
          folder.resolve(GroupFile.CPU_WEIGHT.in(version)),
          switch (version) {
            case ONE -> Integer.toString(Math.max(2, shares));
            case TWO ->
                Integer.toString(Math.clamp(shares * WEIGHT_TWO_IS / WEIGHT_ONE_IS, 1, 10_000));
          });
    } catch (IOException refused) {
      log.debug("no share of the processors for {}: {}", folder, refused.toString());
    }
  }

  private void write(Controller controller, GroupFile file, String value) {
    file(controller, file)
        .ifPresent(
            path -> {
              try {
                Files.writeString(path, value);
              } catch (IOException gone) {
                log.debug("cannot write {} to {}: {}", value, path, gone.toString());
              }
            });
  }

  private OptionalLong read(Controller controller, GroupFile file) {
    var path = file(controller, file);
    if (path.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(path.get()).trim()));
    } catch (IOException | NumberFormatException unknown) {
      return OptionalLong.empty();
    }
  }

  private long counter(Controller controller, GroupFile file, String counter) {
    var path = file(controller, file);
    if (path.isEmpty()) {
      return 0;
    }
    try (var lines = Files.lines(path.get())) {
      return lines
          .filter(line -> line.startsWith(counter + " "))
          .mapToLong(line -> Long.parseLong(line.substring(counter.length() + 1).trim()))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException | NumberFormatException unknown) {
      return 0;
    }
  }

  private Optional<Path> file(Controller controller, GroupFile file) {
    return Optional.ofNullable(hierarchies.get(controller))
        .map(it -> it.suite().resolve(name).resolve(file.in(it.version())));
  }
}
