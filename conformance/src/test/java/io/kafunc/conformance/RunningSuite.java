// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Suite}: one for all classes of a run, started at its first use. {@code
 * -Dconformance.separate=true} starts each service in a process of its own; {@code
 * -Dconformance.endpoint=URL} (with {@code .account}, {@code .key-id}, {@code .key-secret}) runs
 * the same cases against any endpoint, the vendor's included.
 */
final class RunningSuite implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(RunningSuite.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Suite.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("suite", _ -> start(), Started.class)
        .suite();
  }

  /** Closed by JUnit after the last test. */
  private record Started(Suite suite, AutoCloseable processes) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      processes.close();
    }
  }

  private static Started start() {
    var endpoint = System.getProperty("conformance.endpoint");
    if (endpoint != null) {
      var suite =
          new Suite(
              URI.create(endpoint),
              System.getProperty("conformance.account"),
              System.getProperty("conformance.key-id"),
              System.getProperty("conformance.key-secret"));
      return new Started(suite, () -> {});
    }
    var folder = temporaryFolder();
    if (Boolean.getBoolean("conformance.separate")) {
      var processes = SeparateProcesses.up(folder);
      return new Started(processes.suite(), () -> end(processes, folder));
    }
    var process = SuiteProcess.up(folder.resolve("data"), Map.of());
    return new Started(process.suite(), () -> end(process, folder));
  }

  /** What a suite leaves behind is kept only when it did not end as it should. */
  private static void end(AutoCloseable processes, Path folder) throws Exception {
    processes.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("kafunc-conformance");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
