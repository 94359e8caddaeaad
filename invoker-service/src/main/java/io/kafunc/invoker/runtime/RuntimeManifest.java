// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.micronaut.core.annotation.Nullable;
import java.util.List;

/**
 * A {@code runtime.json}: what a folder below {@code runtimes/} serves and how it is started.
 *
 * @param serves Function Compute's runtime names
 * @param executables where to look for the interpreter: absolute paths, or names on the PATH
 * @param command the command line, with {@code {executable}}, {@code {runtime}} and {@code
 *     {socket}}
 * @param program the folder beside its own that the program lies in; null where it is its own
 * @param ownNetwork whether each instance must be the only one on its network, since its function
 *     chooses a port; nothing outside is reached from there
 * @param missing what to tell the caller when there is no interpreter
 */
public record RuntimeManifest(
    String name,
    List<String> serves,
    @Nullable String program,
    boolean ownNetwork,
    List<String> executables,
    List<String> command,
    String missing) {

  public RuntimeManifest {
    serves = List.copyOf(serves);
    executables = List.copyOf(executables);
    command = List.copyOf(command);
  }
}
