// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What an instance's process runs; every path is the host's.
 *
 * @param command the runtime's command line with {@code {executable}}, {@code {runtime}} and {@code
 *     {socket}} still to be filled in, because the rungs see files at different paths
 */
public record Program(List<String> command, Path executable, Path folder) {

  public Program {
    command = List.copyOf(command);
  }

  /** The command with the paths as the process will see them. */
  List<String> commandWith(Path executable, String folder, String socket) {
    return command.stream()
        .map(
            word ->
                word.replace("{executable}", executable.toString())
                    .replace("{runtime}", folder)
                    .replace("{socket}", socket))
        .toList();
  }
}
