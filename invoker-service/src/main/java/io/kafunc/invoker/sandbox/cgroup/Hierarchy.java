// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.cgroup;

import io.kafunc.invoker.sandbox.cgroup.GroupFile.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A mounted tree of groups, and what this suite's folder in it is. */
record Hierarchy(Path suite, Version version) {

  /** Where a controller is; empty when it is not mounted. */
  static Optional<Path> mount(Path root, Controller controller) {
    if (controller == Controller.FREEZER) {
      return List.of(root, root.resolve("unified")).stream().filter(Hierarchy::isTwo).findFirst();
    }
    if (isTwo(root) && controllers(root).contains(controller.fileName())) {
      return Optional.of(root);
    }
    return Optional.of(root.resolve(controller.fileName()))
        .filter(mount -> Files.exists(mount.resolve(GroupFile.MEMBERS.in(Version.ONE))));
  }

  /**
   * Makes the suite's folder.
   *
   * @param below the folders from the mount down to it
   * @throws IOException when we may not, or the tree is used in a way that forbids it
   */
  static Hierarchy make(Path mount, List<String> below, Controller wanted) throws IOException {
    var version = isTwo(mount) ? Version.TWO : Version.ONE;
    Path folder = mount;
    for (String name : below) {
      delegate(folder, version, wanted);
      folder = folder.resolve(name);
      Files.createDirectories(folder);
    }
    delegate(folder, version, wanted);
    return new Hierarchy(folder, version);
  }

  /** Version 2 gives a group's children only the controllers it is told to. */
  private static void delegate(Path folder, Version version, Controller wanted) throws IOException {
    if (version == Version.TWO && wanted != Controller.FREEZER) {
      Files.writeString(folder.resolve(GroupFile.DELEGATED.in(version)), "+" + wanted.fileName());
    }
  }

  private static boolean isTwo(Path mount) {
    return Files.exists(mount.resolve("cgroup.controllers"));
  }

  private static List<String> controllers(Path folder) {
    try {
      return Arrays.asList(
          Files.readString(folder.resolve("cgroup.controllers")).trim().split(" "));
    } catch (IOException none) {
      return List.of();
    }
  }
}
