// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.kafka.KafkaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An invoker as a process of its own, to be killed. It writes the request id of each run into a
 * file at the moment it begins, and never ends by itself. Functions whose names begin with {@code
 * bad} always fail.
 */
final class DoomedInvoker {

  private DoomedInvoker() {}

  /**
   * Arguments: bootstrap servers, file of runs, milliseconds a function takes, how many at once.
   */
  public static void main(String[] args) throws InterruptedException {
    var file = Path.of(args[1]);
    var functions = new FakeFunctions().watchedBy(call -> note(file, call.requestId()));
    for (int i = 0; i < 10; i++) {
      functions.with("f" + i, Long.parseLong(args[2]), Integer.parseInt(args[3]));
      functions.with("bad" + i, Long.parseLong(args[2]), Integer.parseInt(args[3]));
      functions.alwaysFailing("bad" + i);
    }
    new TestQueues(new KafkaConfig(args[0], false, 2), functions);
    Thread.currentThread().join();
  }

  static Process start(String bootstrapServers, Path runs, long millis, int slots)
      throws IOException {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            path,
            DoomedInvoker.class.getName(),
            bootstrapServers,
            runs.toString(),
            Long.toString(millis),
            Integer.toString(slots))
        .inheritIO()
        .start();
  }

  static List<String> runs(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void note(Path file, String requestId) {
    try {
      Files.writeString(
          file, requestId + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
