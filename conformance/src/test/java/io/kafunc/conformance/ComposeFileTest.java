// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * docker-compose.yml starts what the test with separate processes starts, and by the same words.
 */
final class ComposeFileTest {

  private static Map<String, Service> services;

  private record Service(List<String> command, Map<String, String> environment) {

    @SuppressWarnings("unchecked")
    static Service of(Map<String, Object> fields) {
      return new Service(
          (List<String>) fields.getOrDefault("command", List.of()),
          (Map<String, String>) fields.getOrDefault("environment", Map.of()));
    }
  }

  @BeforeAll
  static void read() throws IOException {
    Map<String, Map<String, Map<String, Object>>> file =
        new Yaml().load(Files.readString(Launched.home().resolve("docker-compose.yml")));
    services = new TreeMap<>();
    file.get("services").forEach((name, fields) -> services.put(name, Service.of(fields)));
  }

  @Test
  void namesEveryProcessAndADatabase() {
    assertThat(services)
        .containsOnlyKeys("kafka", "postgres", "metadata", "invoker", "trigger", "log", "nginx");
  }

  @Test
  void startsTheBrokerByTheSameCommand() {
    assertThat(services.get("kafka").command())
        .startsWith(SeparateProcesses.brokerCommand("/data", "0.0.0.0:9092"));
  }

  @Test
  void startsEachServiceByTheSameCommandAndLinks() {
    var links = SeparateProcesses.links("kafka:9092", "metadata:8080", "invoker:8080");
    for (var name : SeparateProcesses.SERVICES) {
      var service = services.get(name);
      assertThat(service.command()).containsExactly(SeparateProcesses.serveCommand(name));
      assertThat(service.environment()).as(name).containsAllEntriesOf(links);
    }
  }

  @Test
  void routesByTheSameFile() throws IOException {
    var addresses =
        SeparateProcesses.SERVICES.stream()
            .collect(Collectors.toMap(Function.identity(), name -> name + ":8080"));
    assertThat(services.get("nginx").environment())
        .isEqualTo(SeparateProcesses.routes("0.0.0.0:8080", "/tmp/nginx", addresses));
    assertThat(Files.readString(Launched.home().resolve("docker/Dockerfile")))
        .contains("ENTRYPOINT [\"/kafunc/docker/nginx\"]");
  }

  @Test
  void setsOnlyWhatIsASetting() throws IOException {
    var documented =
        Files.readString(Launched.home().resolve("docs/configuration.md"))
            .toUpperCase()
            .replaceAll("[.-]", "_");
    services.forEach(
        (name, service) ->
            service.environment().keySet().stream()
                .filter(key -> key.startsWith("KAFUNC_"))
                .forEach(key -> assertThat(documented).as(name).contains("| `" + key + "` |")));
  }
}
