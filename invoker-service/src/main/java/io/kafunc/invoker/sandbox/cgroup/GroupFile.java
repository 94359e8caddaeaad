// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.cgroup;

/** The kernel's files that are read and written, by version. */
enum GroupFile {
  MEMORY_LIMIT("memory.limit_in_bytes", "memory.max"),
  MEMORY_NOW("memory.usage_in_bytes", "memory.current"),
  MEMORY_PEAK("memory.max_usage_in_bytes", "memory.peak"),
  MEMORY_PARTS("memory.stat", "memory.stat"),
  MEMORY_EVENTS("memory.oom_control", "memory.events"),
  SWAP("memory.swappiness", "memory.swap.max"),
  CPU_WEIGHT("cpu.shares", "cpu.weight"),
  CPU_QUOTA("cpu.cfs_quota_us", "cpu.max"),
  PROCESSES_LIMIT("pids.max", "pids.max"),
  PROCESSES_EVENTS("pids.events", "pids.events"),
  FREEZE("", "cgroup.freeze"),

  /** Joins the writer alone, which has one thread: of version 1 that waits for nobody else. */
  DOOR("tasks", "cgroup.procs"),
  MEMBERS("cgroup.procs", "cgroup.procs"),
  DELEGATED("", "cgroup.subtree_control");

  private final String first;
  private final String second;

  GroupFile(String first, String second) {
    this.first = first;
    this.second = second;
  }

  String in(Version version) {
    return switch (version) {
      case ONE -> first;
      case TWO -> second;
    };
  }

  enum Version {
    ONE,
    TWO
  }
}
