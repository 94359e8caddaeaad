// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static io.kafunc.conformance.SuiteProcess.awaitUp;
import static io.kafunc.conformance.SuiteProcess.freePort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A broker, the four services and the nginx before them, as docker-compose.yml starts them. */
final class SeparateProcesses implements AutoCloseable {

  /** From this on after a change's answer, every call sees the change. */
  private static final Duration SETTLED = Duration.ofMillis(200);

  static final List<String> SERVICES = List.of("metadata", "invoker", "trigger", "log");

  private final Deque<Launched> processes = new ArrayDeque<>();
  private final Suite suite;

  private SeparateProcesses(Suite suite) {
    this.suite = suite;
  }

  /** Starts them below a folder and waits until each is UP. */
  static SeparateProcesses up(Path folder) {
    int port = freePort();
    var started = new SeparateProcesses(SuiteProcess.suite(port).settledAfter(SETTLED));
    try {
      started.start(folder, port);
      return started;
    } catch (RuntimeException | AssertionError e) {
      started.close();
      throw e;
    }
  }

  Suite suite() {
    return suite;
  }

  /** Ends them in the order opposite to their start. */
  @Override
  public void close() {
    while (!processes.isEmpty()) {
      processes.pop().close();
    }
  }

  private void start(Path folder, int port) {
    var kafka = "127.0.0.1:" + freePort();
    var data = folder.resolve("broker").toString();
    processes.push(
        Launched.kafunc(file(folder, "broker.log"), Map.of(), brokerCommand(data, kafka)));
    Map<String, Integer> ports =
        SERVICES.stream().collect(Collectors.toMap(service -> service, _ -> freePort()));
    var services = new HashMap<String, Launched>();
    ports.forEach(
        (service, its) -> {
          var environment = new HashMap<>(SuiteProcess.settings(folder.resolve(service), its));
          environment.putAll(
              links(
                  kafka,
                  "127.0.0.1:" + ports.get("metadata"),
                  "127.0.0.1:" + ports.get("invoker")));
          var process =
              Launched.kafunc(file(folder, service + ".log"), environment, serveCommand(service));
          processes.push(process);
          services.put(service, process);
        });
    services.forEach(
        (service, process) -> awaitUp(process, SuiteProcess.suite(ports.get(service))));
    var addresses = new HashMap<String, String>();
    ports.forEach((service, its) -> addresses.put(service, "127.0.0.1:" + its));
    var nginx =
        Launched.start(
            file(folder, "nginx.log"),
            routes("127.0.0.1:" + port, folder.resolve("nginx").toString(), addresses),
            List.of(Launched.home().resolve("docker/nginx").toString()));
    processes.push(nginx);
    awaitUp(nginx, suite);
  }

  static String[] brokerCommand(String data, String listen) {
    return new String[] {"broker", "--data", data, "--listen", listen};
  }

  static String[] serveCommand(String service) {
    return new String[] {"serve", service};
  }

  /** The environment by which services find each other. */
  static Map<String, String> links(String kafka, String metadata, String invoker) {
    return Map.of(
        "KAFUNC_KAFKA_BOOTSTRAP_SERVERS", kafka,
        "KAFUNC_METADATA_URL", "http://" + metadata,
        "KAFUNC_INVOKER_URL", "http://" + invoker);
  }

  /** The environment of nginx. */
  static Map<String, String> routes(String listen, String folder, Map<String, String> services) {
    var routes = new HashMap<String, String>();
    services.forEach((service, address) -> routes.put(service.toUpperCase(), address));
    routes.put("LISTEN", listen);
    routes.put("FOLDER", folder);
    return routes;
  }

  private static Path file(Path folder, String name) {
    try {
      return Files.createDirectories(folder).resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
