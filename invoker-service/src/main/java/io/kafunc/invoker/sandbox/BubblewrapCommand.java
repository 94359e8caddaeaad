// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a bubblewrap instance. As root, bubblewrap keeps its rights until everything
 * is mounted (the data folder may be closed to others) and the user is dropped inside; as anybody
 * else, a user namespace stands in.
 */
public final class BubblewrapCommand {

  static final String CODE = "/code";
  private static final String RUNTIME = "/opt/fc/runtime";
  private static final String ENGINE = "/opt/fc/engine";
  private static final String RUN = "/run/fc";
  private static final String TMP_BYTES = "536870912";
  private static final String SHM_BYTES = "67108864";
  private static final List<String> TOP = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
  private static final List<String> ETC =
      List.of(
          "alternatives",
          "ca-certificates",
          "hosts",
          "ld.so.cache",
          "ld.so.conf",
          "localtime",
          "nsswitch.conf",
          "pki",
          "protocols",
          "resolv.conf",
          "services",
          "ssl");

  /** Made before anything is mounted below them: bubblewrap would close them to the function. */
  private static final List<String> FOLDERS = List.of("/mnt", "/run", "/opt", "/opt/fc");

  private final boolean asRoot;
  private final List<String> top;

  public BubblewrapCommand(boolean asRoot) {
    this.asRoot = asRoot;
    this.top = topFolders();
  }

  boolean asRoot() {
    return asRoot;
  }

  List<String> of(Launch launch, int user) {
    var words = namespaces(launch.network());
    Path executable = launch.executable();
    if (!executable.startsWith("/usr")) {
      Path prefix = executable.getParent().getParent();
      words.addAll(List.of("--ro-bind", prefix.toString(), ENGINE));
      executable = Path.of(ENGINE).resolve(prefix.relativize(executable));
    }
    words.addAll(List.of("--ro-bind", launch.runtimeFolder().toString(), RUNTIME));
    words.addAll(List.of("--ro-bind", launch.socketFolder().toString(), RUN));
    words.addAll(List.of("--ro-bind", launch.codeFolder().toString(), CODE));
    words.addAll(List.of("--remount-ro", "/", "--chdir", CODE, "--"));
    words.addAll(dropUser(user));
    words.addAll(launch.commandWith(executable, RUNTIME, RUN + "/" + Sandbox.SOCKET));
    return words;
  }

  /** The same isolation around a program that does nothing. */
  List<String> probe(int user) {
    var words = namespaces(false);
    words.addAll(List.of("--remount-ro", "/", "--"));
    words.addAll(dropUser(user));
    words.add("/bin/true");
    return words;
  }

  private List<String> namespaces(boolean network) {
    var words = new ArrayList<>(List.of("setsid", "prlimit", "--nofile=1024:1024", "--core=0:0"));
    if (asRoot) {
      words.add("--nproc=1024:1024");
    }
    words.addAll(List.of("bwrap", "--unshare-pid", "--unshare-ipc", "--unshare-uts"));
    words.addAll(List.of("--unshare-cgroup-try", "--hostname", "instance"));
    if (!asRoot) {
      words.addAll(List.of("--unshare-user", "--disable-userns"));
    }
    if (!network) {
      words.add("--unshare-net");
    }
    words.addAll(List.of("--die-with-parent", "--new-session", "--ro-bind", "/usr", "/usr"));
    words.addAll(top);
    words.addAll(List.of("--perms", "0755", "--dir", "/etc"));
    for (String name : ETC) {
      words.addAll(List.of("--ro-bind-try", "/etc/" + name, "/etc/" + name));
    }
    words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    words.addAll(List.of("--size", SHM_BYTES, "--perms", "1777", "--tmpfs", "/dev/shm"));
    words.addAll(List.of("--remount-ro", "/dev"));
    words.addAll(List.of("--size", TMP_BYTES, "--perms", "1777", "--tmpfs", "/tmp"));
    for (String folder : FOLDERS) {
      words.addAll(List.of("--perms", "0755", "--dir", folder));
    }
    return words;
  }

  private List<String> dropUser(int user) {
    if (!asRoot) {
      return List.of();
    }
    String id = Integer.toString(user);
    return List.of(
        "/usr/bin/setpriv",
        "--reuid",
        id,
        "--regid",
        id,
        "--clear-groups",
        "--no-new-privs",
        "--bounding-set=-all",
        "--inh-caps=-all",
        "--");
  }

  /** Where /lib and its like are links into /usr they stay links; else they are mounted too. */
  private static List<String> topFolders() {
    var words = new ArrayList<String>();
    for (String name : TOP) {
      Path path = Path.of("/", name);
      if (Files.isSymbolicLink(path)) {
        words.addAll(List.of("--symlink", target(path), path.toString()));
      } else if (Files.isDirectory(path)) {
        words.addAll(List.of("--ro-bind", path.toString(), path.toString()));
      }
    }
    return words;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read " + link, unreadable);
    }
  }
}
