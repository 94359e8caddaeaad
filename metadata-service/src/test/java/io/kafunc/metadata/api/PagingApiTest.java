// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.function;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every list there is, of things with names that nobody chose. */
class PagingApiTest {

  private static final int THINGS = 7;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    var random = new Random(7);
    accept(server.post("/services", "{\"serviceName\":\"s\"}"));
    accept(server.post("/services/s/functions", function("f", "")));
    for (int i = 0; i < THINGS; i++) {
      var name = name(random);
      accept(server.post("/services", "{\"serviceName\":\"%s\"}".formatted(name)));
      accept(
          server.post(
              "/tag", "{\"resourceArn\":\"services/%s\",\"tags\":{\"k\":\"v\"}}".formatted(name)));
      accept(server.post("/services/s/functions", function(name, "")));
      accept(server.post("/services/s/versions", null));
      accept(
          server.post(
              "/services/s/aliases", "{\"aliasName\":\"%s\",\"versionId\":\"1\"}".formatted(name)));
      accept(
          server.post(
              "/services/s/functions/f/triggers",
              "{\"triggerName\":\"%s\",\"triggerType\":\"timer\",".formatted(name)
                  + "\"triggerConfig\":{\"cronExpression\":\"@every 1h\"}}"));
      accept(
          server.post(
              "/custom-domains",
              "{\"domainName\":\"%s.example.com\"}"
                  .formatted(name.toLowerCase().replace('_', '0'))));
      var layer = "{\"code\":{\"zipFile\":\"%s\"}}".formatted(base64(zip("a", "1")));
      accept(server.post("/layers/%s/versions".formatted(name), layer));
      accept(server.post("/layers/l/versions", layer));
      var qualified = "/services/s.%s/functions/f".formatted(name);
      accept(server.put(qualified + "/on-demand-config", "{\"maximumInstanceCount\":1}"));
      accept(server.put(qualified + "/provision-config", "{\"target\":1}"));
      accept(server.put(qualified + "/async-invoke-config", "{\"maxAsyncRetryAttempts\":1}"));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/services?, services, nextToken, nextToken",
    "/services?tag_k=v, services, nextToken, nextToken",
    "/services/s/functions?, functions, nextToken, nextToken",
    "/services/s.3/functions?, functions, nextToken, nextToken",
    "/services/s/versions?, versions, nextToken, nextToken",
    "/services/s/versions?direction=FORWARD, versions, nextToken, nextToken",
    "/services/s/aliases?, aliases, nextToken, nextToken",
    "/services/s/functions/f/triggers?, triggers, nextToken, nextToken",
    "/custom-domains?, customDomains, nextToken, nextToken",
    "/layers?, layers, nextToken, nextToken",
    "/layers/l/versions?, layers, nextVersion, startVersion",
    "/on-demand-configs?, configs, nextToken, nextToken",
    "/provision-configs?, provisionConfigs, nextToken, nextToken",
    "/services/s/functions/f/async-invoke-configs?, configs, nextToken, nextToken",
  })
  void pagesConcatenateToTheWholeWhateverTheLimit(
      String list, String key, String answered, String asked) {
    var whole = items(list, key, 100, answered, asked);

    assertThat(whole.size()).isGreaterThanOrEqualTo(list.contains("s.3") ? 4 : THINGS);
    for (int limit : IntStream.rangeClosed(1, THINGS + 2).toArray()) {
      assertThat(items(list, key, limit, answered, asked)).as("limit %d", limit).isEqualTo(whole);
    }
  }

  /** What makes an item itself: where its code can be fetched differs with every answer. */
  private static List<String> items(
      String list, String key, int limit, String answered, String asked) {
    var items = new ArrayList<String>();
    var next = "";
    do {
      var page =
          server.get(
              "%s&limit=%d%s"
                  .formatted(
                      list,
                      limit,
                      next.isEmpty() ? "" : "&" + asked + "=" + URLEncoder.encode(next, UTF_8)));
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      assertThat(page.json().get(key).size()).isLessThanOrEqualTo(limit);
      page.json()
          .get(key)
          .forEach(item -> items.add(item.toString().replaceAll("\"location\":\"[^\"]*\"", "")));
      next = page.json().path(answered).asText("");
    } while (!next.isEmpty());
    return items;
  }

  private static void accept(MetadataServer.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static String name(Random random) {
    var name = new StringBuilder("n");
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length() - 1)));
    }
    return name.append(random.nextInt(1000)).toString();
  }
}
