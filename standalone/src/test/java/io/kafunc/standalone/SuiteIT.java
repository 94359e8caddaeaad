// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static io.micronaut.http.HttpRequest.GET;
import static io.micronaut.http.HttpRequest.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The whole suite on its own broker, in this process. */
final class SuiteIT {

  @TempDir static Path data;
  private static Suite suite;

  @BeforeAll
  static void start() throws InterruptedException {
    suite = Suite.start(settings(), Set.of(Suite.ALL_ROLES.split(",")));
    assertThat(new Readiness(suite).await(Duration.ofSeconds(30))).isTrue();
  }

  @AfterAll
  static void stop() {
    suite.close();
  }

  private static Settings settings() {
    return Settings.of(
        Map.of("kafunc.data", data.toString(), "kafunc.port", "0"), Map.of(), Optional.empty());
  }

  @Test
  void saysThatItIsUp() throws Exception {
    HttpResponse<String> answer = get("/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"status\":\"UP\"").contains("\"broker\"");
  }

  @Test
  void showsMetricsToAnybody() throws Exception {
    assertThat(get("/prometheus").body())
        .contains(
            "jvm_memory_used_bytes",
            "kafunc_async_accepted 0.0",
            "kafunc_async_queued 0.0",
            "kafunc_async_running 0.0",
            "kafunc_async_settled 0.0",
            "kafunc_async_missing 0.0",
            "kafunc_async_confirmed_total 0.0");
  }

  @Test
  void showsNothingElseUnsigned() throws Exception {
    assertThat(get("/beans").statusCode()).isIn(400, 401, 403, 404);
    assertThat(get("/env").statusCode()).isIn(400, 401, 403, 404);
    assertThat(get("/2016-08-15/services").statusCode()).isIn(400, 401, 403);
  }

  @Test
  void keepsItsSecretToItsOwner() throws IOException {
    assertThat(Files.getPosixFilePermissions(data.resolve("credentials")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void refusesASecondSuiteOnTheSameFolder() {
    assertThatThrownBy(() -> Suite.start(settings(), Set.of("metadata")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("in use");
  }

  /** A filter with a pattern, a method or an annotation is matched anew with each request. */
  @Test
  void hasTheSameFiltersForAnyRequest() {
    var router = suite.context().getBean(Router.class);
    assertThat(router.findFilters(GET("/health"), null))
        .isSameAs(router.findFilters(POST("/2016-08-15/services", ""), null));
  }

  @Test
  void describesEveryRoute() throws Exception {
    Map<String, Object> document = new Yaml().load(get("/openapi.yaml").body());
    Set<String> described = new TreeSet<>();
    if (document.get("paths") instanceof Map<?, ?> paths) {
      paths.forEach(
          (path, operations) ->
              ((Map<?, ?>) operations)
                  .keySet()
                  .forEach(
                      method -> described.add(line(method.toString(), plain(path.toString())))));
    }
    Set<String> routes = new TreeSet<>();
    suite
        .context()
        .getBean(Router.class)
        .uriRoutes()
        .filter(route -> !route.getDeclaringType().getName().startsWith("io.micronaut.http.server"))
        .forEach(
            route ->
                routes.add(
                    line(
                        route.getHttpMethodName(), plain(route.getUriMatchTemplate().toString()))));
    described.removeIf(line -> line.startsWith("PARAMETERS ") || line.startsWith("DESCRIPTION "));
    // No route: a filter answers HTTP triggers, since hosts and triggers say whose a request is.
    assertThat(described.removeIf(line -> line.contains("/2016-08-15/proxy/"))).isTrue();
    routes.removeIf(line -> line.startsWith("HEAD ") || line.contains("/health/{"));
    assertThat(described).isEqualTo(routes);
  }

  private static String line(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  /** A path without query variables, and without the names of those in it. */
  private static String plain(String template) {
    return template.replaceAll("\\{[?&#][^}]*}", "").replaceAll("\\{[^}]*}", "{}");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + suite.port() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
