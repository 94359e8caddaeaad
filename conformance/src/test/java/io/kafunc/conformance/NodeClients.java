// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The vendor's Node clients of {@code node/package.json}, unchanged, installed once by npm below
 * {@code target/node}; what npm has fetched before it takes from its cache in {@code ~/.npm}. Tests
 * are skipped where Node, npm or the registry is missing, and say so. A script lies in {@code
 * node/} and exports an async function of the clients (see {@code node/run.js}) and its input.
 */
final class NodeClients {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER =
      Launched.home().resolve("conformance/target/node").toAbsolutePath();
  private static final int INSTALL_SECONDS = 240;
  private static final int SCRIPT_SECONDS = 120;

  private NodeClients() {}

  /** Runs a script and hands back what it returned. */
  static JsonNode run(Suite suite, String script, Map<String, ?> input) {
    ensureInstalled();
    var ended =
        execute(
            SCRIPT_SECONDS,
            "node",
            "run.js",
            "./" + script,
            json(
                Map.of(
                    "endpoint", suite.endpoint().toString(),
                    "region", "local",
                    "accountId", suite.accountId(),
                    "accessKeyId", suite.accessKeyId(),
                    "accessKeySecret", suite.accessKeySecret())),
            json(input));
    if (ended.status() != 0) {
      throw new AssertionError(script + " failed: " + ended.output());
    }
    return Suite.parse(ended.output().stripTrailing().lines().toList().getLast());
  }

  /** Runs Funcraft in a folder with a template; what it printed, when it ended well. */
  static String fun(Suite suite, Path folder, String... arguments) {
    ensureInstalled();
    var command = new ArrayList<String>();
    command.add("node");
    command.add(FOLDER.resolve("node_modules/@alicloud/fun/bin/fun.js").toString());
    command.addAll(List.of(arguments));
    var environment =
        Map.of(
            "HOME", folder.toString(),
            "FC_ENDPOINT", suite.endpoint().toString(),
            "REGION", "local",
            "ACCOUNT_ID", suite.accountId(),
            "ACCESS_KEY_ID", suite.accessKeyId(),
            "ACCESS_KEY_SECRET", suite.accessKeySecret());
    var ended = execute(SCRIPT_SECONDS, folder, environment, command);
    if (ended.status() != 0) {
      throw new AssertionError(String.join(" ", arguments) + " failed: " + ended.output());
    }
    return ended.output();
  }

  private static synchronized void ensureInstalled() {
    try {
      Files.createDirectories(FOLDER);
      copyScripts();
      if (isInstalled()) {
        return;
      }
      for (var program : List.of("node", "npm")) {
        Assumptions.assumeTrue(isThere(program), program + " is not installed");
      }
      var installed =
          execute(
              INSTALL_SECONDS,
              "npm",
              "install",
              "--prefer-offline",
              "--ignore-scripts",
              "--no-audit",
              "--no-fund",
              "--no-package-lock");
      Assumptions.assumeTrue(
          installed.status() == 0, "npm cannot install the clients: " + installed.output());
      Files.copy(FOLDER.resolve("package.json"), marker(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyScripts() throws IOException {
    var scripts = Launched.home().resolve("conformance/src/test/resources/node");
    try (var files = Files.list(scripts)) {
      for (var file : files.toList()) {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Whole, and what package.json asks for now. */
  private static boolean isInstalled() throws IOException {
    return Files.exists(marker()) && Files.mismatch(marker(), FOLDER.resolve("package.json")) < 0;
  }

  private static Path marker() {
    return FOLDER.resolve("installed.json");
  }

  private static boolean isThere(String program) {
    try {
      return execute(SCRIPT_SECONDS, program, "--version").status() == 0;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private record Ended(int status, String output) {}

  private static Ended execute(int seconds, String... command) {
    return execute(seconds, FOLDER, Map.of(), List.of(command));
  }

  private static Ended execute(
      int seconds, Path folder, Map<String, String> environment, List<String> command) {
    try {
      var output = Files.createTempFile(FOLDER, "output", ".txt");
      try {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        var process =
            builder
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          return new Ended(-1, "no end within " + seconds + " s: " + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(Map<String, ?> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
