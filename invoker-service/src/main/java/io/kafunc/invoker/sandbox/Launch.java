// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an instance's process is started from; every path is the host's.
 *
 * @param command the runtime's command line with {@code {executable}}, {@code {runtime}} and {@code
 *     {socket}} still to be filled in, because the rungs see files at different paths
 * @param socketFolder holds the one socket the process may dial
 * @param codeFolder empty where the code is attached later
 * @param network whether the process may reach the host's network (F-36)
 */
public record Launch(
    String instanceId,
    List<String> command,
    Path executable,
    Path runtimeFolder,
    Path socketFolder,
    Optional<Path> codeFolder,
    boolean network) {

  public Launch {
    command = List.copyOf(command);
  }

  /** The command with the paths as the process will see them. */
  List<String> commandWith(Path program, String runtime, String socket) {
    return command.stream()
        .map(
            word ->
                word.replace("{executable}", program.toString())
                    .replace("{runtime}", runtime)
                    .replace("{socket}", socket))
        .toList();
  }
}
