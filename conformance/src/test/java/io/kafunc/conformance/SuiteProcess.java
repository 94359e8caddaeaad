// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The whole suite in one process of its own, started with the launcher as a person starts it. */
public final class SuiteProcess implements AutoCloseable {

  static final String ACCOUNT = "1000000000000000";
  static final String KEY_ID = "conformance-key";
  static final String KEY_SECRET = "conformance-secret";

  private final Launched process;
  private final Suite suite;

  private SuiteProcess(Launched process, Suite suite) {
    this.process = process;
    this.suite = suite;
  }

  /** Starts it on a data folder and waits until it is UP. */
  public static SuiteProcess up(Path data, Map<String, String> environment) {
    int port = freePort();
    var settings = new HashMap<>(settings(data, port));
    settings.putAll(environment);
    var process = Launched.kafunc(data.resolveSibling(data.getFileName() + ".log"), settings, "up");
    var suite = suite(port);
    awaitUp(process, suite);
    return new SuiteProcess(process, suite);
  }

  public Suite suite() {
    return suite;
  }

  /** What the process printed so far. */
  public Path output() {
    return process.output();
  }

  public long pid() {
    return process.pid();
  }

  /** kill -9, nothing else. */
  public void kill() {
    process.kill();
  }

  /** A signal to end, TERM or INT, and the promise that ten seconds are enough. */
  void end(String signal) {
    process.signal(signal);
    process.mustEnd();
  }

  /** SIGTERM, and the promise that ten seconds are enough. */
  @Override
  public void close() {
    process.close();
  }

  static Map<String, String> settings(Path data, int port) {
    return Map.of(
        "KAFUNC_PORT",
        Integer.toString(port),
        "KAFUNC_DATA",
        data.toString(),
        "KAFUNC_ACCESS_KEY_ID",
        KEY_ID,
        "KAFUNC_ACCESS_KEY_SECRET",
        KEY_SECRET);
  }

  static Suite suite(int port) {
    return new Suite(URI.create("http://127.0.0.1:" + port), ACCOUNT, KEY_ID, KEY_SECRET);
  }

  static void awaitUp(Launched process, Suite suite) {
    await("UP, see " + process.output())
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(UncheckedIOException.class)
        .until(
            () -> {
              process.mustLive();
              return suite.get("/health").statusCode() == 200;
            });
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
