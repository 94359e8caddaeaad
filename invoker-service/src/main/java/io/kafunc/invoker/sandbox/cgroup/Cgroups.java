// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.cgroup;

import io.kafunc.invoker.sandbox.kernel.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of this suite's instances. What an earlier run with the same data folder left is ended
 * and removed at the start; groups of others are not looked at. Thread-safe.
 */
public final class Cgroups implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Cgroups.class);

  /** As much of a processor as one thread of ours, for each processor. */
  private static final int WEIGHT_PER_PROCESSOR = 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Map<Controller, Hierarchy> hierarchies;
  private final Queue<Path> leftovers = new ConcurrentLinkedQueue<>();

  private Cgroups(Map<Controller, Hierarchy> hierarchies) {
    this.hierarchies = hierarchies;
  }

  /**
   * @param root where control groups are mounted
   * @param parent the folder below each mount that all suites share
   * @param suite names this suite on this machine
   */
  public static Cgroups find(Path root, String parent, String suite) {
    var found = new EnumMap<Controller, Hierarchy>(Controller.class);
    for (var controller : Controller.values()) {
      Hierarchy.mount(root, controller)
          .ifPresent(
              mount -> {
                try {
                  found.put(controller, Hierarchy.make(mount, List.of(parent, suite), controller));
                } catch (IOException refused) {
                  log.debug("no groups below {}: {}", mount, refused.toString());
                }
              });
    }
    var groups = new Cgroups(found);
    groups.removeLeftBehind();
    groups.shareProcessors(Runtime.getRuntime().availableProcessors());
    return groups;
  }

  /** None: every limit has to be kept by other means. */
  public static Cgroups none() {
    return new Cgroups(Map.of());
  }

  public boolean has(Controller controller) {
    return hierarchies.containsKey(controller);
  }

  public Set<Controller> missing() {
    var missing = EnumSet.allOf(Controller.class);
    missing.removeAll(hierarchies.keySet());
    return missing;
  }

  /** {@code v1}, {@code v2}, or both where controllers are in one and freezing in the other. */
  public String version() {
    var versions = folders().stream().map(Hierarchy::version).distinct().sorted().toList();
    return String.join(
        " and ",
        versions.stream()
            .map(
                version ->
                    switch (version) {
                      case ONE -> "v1";
                      case TWO -> "v2";
                    })
            .toList());
  }

  public InstanceGroup create(String instanceId) throws IOException {
    for (var hierarchy : folders()) {
      Files.createDirectories(hierarchy.suite().resolve(instanceId));
    }
    return new InstanceGroup(instanceId, hierarchies, this::remove);
  }

  /** Tries again to remove groups whose last process was still on its way out. */
  public void sweep() {
    for (int count = leftovers.size(); count > 0; count--) {
      var folder = leftovers.poll();
      if (folder != null) {
        remove(folder);
      }
    }
  }

  private void remove(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException busy) {
      leftovers.add(folder);
    }
  }

  private void removeLeftBehind() {
    for (var hierarchy : folders()) {
      try (var groups = Files.newDirectoryStream(hierarchy.suite(), Files::isDirectory)) {
        for (Path group : groups) {
          members(group, hierarchy).forEach(Signals::kill);
          remove(group);
        }
      } catch (IOException unreadable) {
        log.warn("cannot look for old groups: {}", unreadable.toString());
      }
    }
  }

  private static List<Long> members(Path group, Hierarchy hierarchy) {
    try {
      var pids = Files.readAllLines(group.resolve(GroupFile.MEMBERS.in(hierarchy.version())));
      return pids.stream().map(Long::valueOf).toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  /** To the kernel all instances together are one child beside each of our threads. */
  private void shareProcessors(int processors) {
    var cpu = hierarchies.get(Controller.CPU);
    if (cpu != null) {
      int weight = WEIGHT_PER_PROCESSOR * processors;
      InstanceGroup.weigh(cpu.suite().getParent(), cpu.version(), weight);
      InstanceGroup.weigh(cpu.suite(), cpu.version(), weight);
    }
  }

  private Collection<Hierarchy> folders() {
    return Set.copyOf(hierarchies.values());
  }

  /** Removes the suite's own folders; waits a moment for the last processes to be gone. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!leftovers.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      sweep();
    }
    for (var hierarchy : folders()) {
      try {
        Files.deleteIfExists(hierarchy.suite());
      } catch (IOException busy) {
        log.debug("left {}", hierarchy.suite());
      }
    }
  }
}
