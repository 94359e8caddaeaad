// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One process of the suite, started as a person starts it. It ends with the test's JVM at the
 * latest, however that ends short of kill -9.
 */
final class Launched implements AutoCloseable {

  /** Processes that live for seconds spend most of them compiling what is never called again. */
  private static final String COMPILE_LITTLE = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Path output;
  private final Thread lastResort;

  private Launched(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** The launcher with these arguments; what it prints goes to a file. */
  static Launched kafunc(Path output, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(home().resolve("kafunc").toString()));
    command.addAll(List.of(arguments));
    var settings = new HashMap<>(environment);
    settings.putIfAbsent("KAFUNC_JAVA_OPTS", COMPILE_LITTLE);
    return start(output, settings, command);
  }

  /** Any program of the project's folder. */
  static Launched start(Path output, Map<String, String> environment, List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    try {
      return new Launched(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project's folder. */
  static Path home() {
    var folder = new File("").getAbsoluteFile().toPath();
    while (!folder.resolve("kafunc").toFile().canExecute()) {
      folder = folder.getParent();
    }
    return folder;
  }

  Path output() {
    return output;
  }

  long pid() {
    return process.pid();
  }

  void mustLive() {
    if (!process.isAlive()) {
      throw new AssertionError("a process ended at its start, see " + output);
    }
  }

  /** Sends it a signal by its name: STOP, CONT, INT. */
  void signal(String name) {
    try {
      int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
      if (exit != 0) {
        throw new AssertionError("no signal " + name + " for process " + pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** kill -9, nothing else. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }

  /** SIGTERM, and the promise that ten seconds are enough. */
  @Override
  public void close() {
    process.destroy();
    mustEnd();
  }

  /** The promise that ten seconds are enough after a signal to end. */
  void mustEnd() {
    try {
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      kill();
      if (!ended) {
        throw new AssertionError("a process did not end within 10 s, see " + output);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
