// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders that look like what the kernel shows. */
class CgroupsTest {

  @TempDir Path root;

  @Test
  void writesTheFilesOfVersionOne() throws IOException {
    versionOne();
    var group = group("a");

    limit(group);

    assertThat(file("memory/kafunc/suite/a/memory.limit_in_bytes")).isEqualTo("268435456");
    assertThat(file("cpu/kafunc/suite/a/cpu.shares")).isEqualTo("512");
    assertThat(file("cpu/kafunc/suite/a/cpu.cfs_quota_us")).isEqualTo("33333");
    assertThat(file("pids/kafunc/suite/a/pids.max")).isEqualTo("100");
    assertThat(group.doors()).contains(root.resolve("memory/kafunc/suite/a/tasks")).hasSize(3);
  }

  @Test
  void writesTheFilesOfVersionTwo() throws IOException {
    versionTwo();
    var group = group("a");

    limit(group);
    group.freeze();

    assertThat(file("kafunc/suite/a/memory.max")).isEqualTo("268435456");
    assertThat(file("kafunc/suite/a/memory.swap.max")).isEqualTo("0");
    assertThat(file("kafunc/suite/a/cpu.weight")).isEqualTo("50");
    assertThat(file("kafunc/suite/a/cpu.max")).isEqualTo("33333 100000");
    assertThat(file("kafunc/suite/a/pids.max")).isEqualTo("100");
    assertThat(file("kafunc/suite/a/cgroup.freeze")).isEqualTo("1");
    assertThat(group.doors()).containsExactly(root.resolve("kafunc/suite/a/cgroup.procs"));
    assertThat(file("kafunc/cgroup.subtree_control")).startsWith("+");
  }

  @Test
  void freezesByVersionTwoBesideVersionOne() throws IOException {
    versionOne();
    Files.createDirectories(root.resolve("unified"));
    Files.writeString(root.resolve("unified/cgroup.controllers"), "hugetlb\n");

    var groups = Cgroups.find(root, "kafunc", "suite");
    groups.create("a").freeze();

    assertThat(file("unified/kafunc/suite/a/cgroup.freeze")).isEqualTo("1");
    assertThat(groups.missing()).isEmpty();
    assertThat(groups.version()).isEqualTo("v1 and v2");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    versionOne();
    Files.delete(root.resolve("pids/cgroup.procs"));

    var groups = Cgroups.find(root, "kafunc", "suite");

    assertThat(groups.missing())
        .containsExactlyInAnyOrder(Controller.PROCESSES, Controller.FREEZER);
    assertThat(groups.create("a").ranOutOfProcesses()).isFalse();
  }

  @Test
  void readsWhatTheKernelCounts() throws IOException {
    versionOne();
    var group = group("a");
    write("memory/kafunc/suite/a/memory.usage_in_bytes", "104857600\n");
    write("memory/kafunc/suite/a/memory.max_usage_in_bytes", "209715200\n");
    write(
        "memory/kafunc/suite/a/memory.stat",
        "cache 94371840\nrss 10485760\nrss_huge 0\nshmem 5242880\ntotal_rss 10485760\n");
    write(
        "memory/kafunc/suite/a/memory.oom_control",
        "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
    write("pids/kafunc/suite/a/pids.events", "max 0\n");

    assertThat(group.chargedMB()).isEqualTo(100);
    assertThat(group.peakMB()).isEqualTo(200);
    assertThat(group.heldMB()).isEqualTo(15);
    assertThat(group.ranOutOfMemory()).isTrue();
    assertThat(group.ranOutOfProcesses()).isFalse();
  }

  @Test
  void removesWhatAnEarlierRunLeftAndNothingOfOthers() throws IOException {
    versionOne();
    var left = Files.createDirectories(root.resolve("memory/kafunc/suite/left"));
    var others = Files.createDirectories(root.resolve("memory/kafunc/other/theirs"));

    Cgroups.find(root, "kafunc", "suite");

    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void removesAGroupWhenItsLastProcessIsGone() throws IOException {
    versionOne();
    var groups = Cgroups.find(root, "kafunc", "suite");
    var busy = Files.createDirectories(root.resolve("memory/kafunc/suite/a/process"));

    groups.create("a").remove();
    assertThat(busy.getParent()).exists();
    Files.delete(busy);
    groups.sweep();

    assertThat(busy.getParent()).doesNotExist();
    assertThat(root.resolve("cpu/kafunc/suite/a")).doesNotExist();
    groups.close();
  }

  private InstanceGroup group(String name) throws IOException {
    return Cgroups.find(root, "kafunc", "suite").create(name);
  }

  private static void limit(InstanceGroup group) {
    group.limitMemory(256);
    group.shareProcessors(512);
    group.limitProcessors(512);
    group.limitProcesses(100);
  }

  private void versionOne() throws IOException {
    for (String controller : new String[] {"memory", "cpu", "pids"}) {
      Files.createDirectories(root.resolve(controller));
      write(controller + "/cgroup.procs", "");
    }
  }

  private void versionTwo() throws IOException {
    write("cgroup.controllers", "cpu memory pids\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(root.resolve(name), text);
  }

  private String file(String name) throws IOException {
    return Files.readString(root.resolve(name));
  }
}
