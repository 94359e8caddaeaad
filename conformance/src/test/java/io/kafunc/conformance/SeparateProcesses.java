// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static io.kafunc.conformance.SuiteProcess.freePort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A broker, the four services and the nginx before them, as docker-compose.yml starts them. */
final class SeparateProcesses implements AutoCloseable {

  /** From this on after a change's answer, every call sees the change. */
  private static final Duration SETTLED = Duration.ofMillis(200);

  static final String BROKER = "broker";
  static final List<String> SERVICES = List.of("metadata", "invoker", "trigger", "log");
  private static final String NGINX = "nginx";

  private final Map<String, Supplier<Launched>> starts = new LinkedHashMap<>();
  private final Map<String, Suite> addresses = new HashMap<>();
  private final Map<String, Launched> running = new HashMap<>();
  private final String kafka = "127.0.0.1:" + freePort();
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

  /** Where Kafka is, host:port. */
  String kafka() {
    return kafka;
  }

  /** One service alone, without the nginx before it. */
  Suite suite(String service) {
    return addresses.get(service);
  }

  /** One that runs: the broker or a service. */
  Launched process(String name) {
    return running.get(name);
  }

  /** kill -9 of one of them. */
  void kill(String name) {
    running.remove(name).kill();
  }

  /** SIGTERM for one of them. */
  void stop(String name) {
    running.remove(name).close();
  }

  /** Starts one as it was started before, on the same port and data. */
  void start(String name) {
    running.put(name, starts.get(name).get());
  }

  /** Waits until one that was started is UP; a broker says so by the services. */
  void awaitUp(String name) {
    SuiteProcess.awaitUp(running.get(name), addresses.get(name));
  }

  /** Ends them in the order opposite to their start. */
  @Override
  public void close() {
    for (var name : List.copyOf(starts.keySet()).reversed()) {
      Optional.ofNullable(running.remove(name)).ifPresent(Launched::close);
    }
  }

  private void start(Path folder, int port) {
    var data = folder.resolve(BROKER).toString();
    starts.put(
        BROKER,
        () -> Launched.kafunc(file(folder, "broker.log"), Map.of(), brokerCommand(data, kafka)));
    Map<String, Integer> ports =
        SERVICES.stream().collect(Collectors.toMap(service -> service, _ -> freePort()));
    var links =
        links(kafka, "127.0.0.1:" + ports.get("metadata"), "127.0.0.1:" + ports.get("invoker"));
    var routed = new HashMap<String, String>();
    for (var service : SERVICES) {
      int its = ports.get(service);
      var environment = new HashMap<>(SuiteProcess.settings(folder.resolve(service), its));
      environment.putAll(links);
      starts.put(
          service,
          () ->
              Launched.kafunc(file(folder, service + ".log"), environment, serveCommand(service)));
      addresses.put(service, SuiteProcess.suite(its));
      routed.put(service, "127.0.0.1:" + its);
    }
    starts.put(
        NGINX,
        () ->
            Launched.start(
                file(folder, "nginx.log"),
                routes("127.0.0.1:" + port, folder.resolve(NGINX).toString(), routed),
                List.of(Launched.home().resolve("docker/nginx").toString())));
    addresses.put(NGINX, suite);
    start(BROKER);
    SERVICES.forEach(this::start);
    SERVICES.forEach(this::awaitUp);
    start(NGINX);
    awaitUp(NGINX);
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
