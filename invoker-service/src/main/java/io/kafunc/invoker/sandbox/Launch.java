// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an instance's process is started from; every path is the host's.
 *
 * @param program empty where it is told later what it runs
 * @param socketFolder holds the one socket the process may dial
 * @param codeFolder empty where the code is attached later
 * @param network whether the process may reach the host's network (F-36)
 */
public record Launch(
    String instanceId,
    Optional<Program> program,
    Path socketFolder,
    Optional<Path> codeFolder,
    boolean network) {}
