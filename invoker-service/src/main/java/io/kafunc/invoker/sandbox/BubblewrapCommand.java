// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of a bubblewrap instance. As root, bubblewrap keeps its rights until everything
 * is mounted (the data folder may be closed to others) and the user is dropped inside; as anybody
 * else, a user namespace stands in.
 */
public final class BubblewrapCommand {

  static final String CODE = "/code";
  static final String RUNTIME = "/opt/fc/runtime";
  static final String ENGINE = "/opt/fc/engine";
  private static final String RUN = "/run/fc";
  private static final String TMP_BYTES = Long.toString(Sandbox.TMP_MB * 1024L * 1024);
  private static final String SHM_BYTES = "67108864";
  private static final String FILTER = "9";
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
  private static final List<String> FOLDERS =
      List.of("/mnt", "/run", "/opt", "/opt/fc", RUNTIME, ENGINE, CODE);

  /**
   * Says that it is there, and becomes what it is told, a word a line up to an empty one. It has no
   * right any more that the program does not have.
   */
  private static final String AWAIT =
      """
      echo
      while IFS= read -r word && [ -n "$word" ]; do set -- "$@" "$word"; done
      exec "$@" </dev/null""";

  /**
   * Limits itself, joins its control groups, opens the system call filter and becomes the rest. A
   * process that joins before it runs is charged for all its memory.
   */
  private static final String ENTER =
      """
      ulimit -c 0
      ulimit -n %d || :
      filter=$1
      shift
      while [ "$1" != -- ]; do
        echo 0 >"$1" || exit 70
        shift
      done
      shift
      exec "$@" %s<"$filter"
      """
          .formatted(Sandbox.MAX_OPEN_FILES, FILTER);

  private final boolean asRoot;
  private final Optional<Path> filter;
  private final List<String> top;

  /**
   * @param filter the system call filter, as a file; empty where there is none for this processor
   */
  public BubblewrapCommand(boolean asRoot, Optional<Path> filter) {
    this.asRoot = asRoot;
    this.filter = filter;
    this.top = topFolders();
  }

  boolean asRoot() {
    return asRoot;
  }

  boolean filters() {
    return filter.isPresent();
  }

  /**
   * @param doors the files to join the instance's control groups by
   */
  List<String> of(Launch launch, int user, List<Path> doors) {
    var words = enter(doors);
    words.addAll(namespaces(launch.network()));
    launch
        .program()
        .ifPresent(
            program ->
                folders(program)
                    .forEach(
                        (target, folder) ->
                            words.addAll(List.of("--ro-bind", folder.toString(), target))));
    words.addAll(List.of("--ro-bind", launch.socketFolder().toString(), RUN));
    launch
        .codeFolder()
        .ifPresent(code -> words.addAll(List.of("--ro-bind", code.toString(), CODE)));
    words.addAll(List.of("--remount-ro", "/", "--chdir", "/", "--"));
    words.addAll(drop(user, doors));
    words.addAll(
        launch
            .program()
            .map(BubblewrapCommand::words)
            .orElse(List.of("/usr/bin/sh", "-c", AWAIT, "instance")));
    return words;
  }

  /** What a program needs to see beside {@code /usr}, by where it sees it. */
  static Map<String, Path> folders(Program program) {
    return program.executable().startsWith("/usr")
        ? Map.of(RUNTIME, program.folder())
        : Map.of(RUNTIME, program.folder(), ENGINE, prefix(program));
  }

  /** A program's command line inside. */
  static List<String> words(Program program) {
    Path executable = program.executable();
    Path inside =
        executable.startsWith("/usr")
            ? executable
            : Path.of(ENGINE).resolve(prefix(program).relativize(executable));
    return program.commandWith(inside, RUNTIME, RUN + "/" + Sandbox.SOCKET);
  }

  private static Path prefix(Program program) {
    return program.executable().getParent().getParent();
  }

  /** The same isolation around a program that does nothing. */
  List<String> probe(int user) {
    var words = enter(List.of());
    words.addAll(namespaces(false));
    words.addAll(List.of("--remount-ro", "/", "--"));
    words.addAll(drop(user, List.of()));
    words.add("/bin/true");
    return words;
  }

  private List<String> enter(List<Path> doors) {
    var words = new ArrayList<>(List.of("setsid", "sh", "-c", ENTER, "instance"));
    words.add(filter.map(Path::toString).orElse("/dev/null"));
    doors.forEach(door -> words.add(door.toString()));
    words.add("--");
    return words;
  }

  private List<String> namespaces(boolean network) {
    var words = new ArrayList<>(List.of("bwrap", "--unshare-pid", "--unshare-ipc"));
    words.addAll(List.of("--unshare-uts", "--unshare-cgroup-try", "--hostname", "instance"));
    if (!asRoot) {
      words.addAll(List.of("--unshare-user", "--disable-userns"));
    }
    if (!network) {
      words.add("--unshare-net");
    }
    if (filter.isPresent()) {
      words.addAll(List.of("--seccomp", FILTER));
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

  /**
   * As root each instance is another user. The limit on processes counts a user's, here or in the
   * user namespace; where control groups count it is theirs.
   */
  private List<String> drop(int user, List<Path> doors) {
    var words = new ArrayList<String>();
    if (doors.isEmpty()) {
      int most = Sandbox.MAX_PROCESSES;
      words.addAll(List.of("/usr/bin/prlimit", "--nproc=%d:%d".formatted(most, most)));
    }
    if (asRoot) {
      String id = Integer.toString(user);
      words.addAll(List.of("/usr/bin/setpriv", "--reuid", id, "--regid", id, "--clear-groups"));
      words.addAll(List.of("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"));
    }
    return words;
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
