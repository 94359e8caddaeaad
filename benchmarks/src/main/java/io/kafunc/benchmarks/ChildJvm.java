// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;

/**
 * A JVM of its own for what is measured against, or must not be counted with what is measured.
 *
 * @param said what stood behind {@code ready} in the line that ended its start
 */
record ChildJvm(Process process, String said) {

  static final String READY = "ready ";

  /** Starts a main class and waits until it has printed a line that begins with {@link #READY}. */
  static ChildJvm start(Class<?> main, String classPath, String argument) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath,
                    main.getName(),
                    argument))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var output = new BufferedReader(new InputStreamReader(process.getInputStream()));
    String line = output.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException(main.getSimpleName() + " did not start");
    }
    return new ChildJvm(process, line.substring(READY.length()));
  }
}
