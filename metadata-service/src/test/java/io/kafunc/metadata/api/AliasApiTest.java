// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasApiTest {

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
    server.post("/services/s/versions", null);
    server.put("/services/s", "{}");
    server.post("/services/s/versions", null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void createsMovesAndClearsWeights() {
    var created =
        server.post(
            "/services/s/aliases",
            "{\"aliasName\":\"PROD\",\"versionId\":\"1\",\"additionalVersionWeight\":{\"2\":0.05}}");
    var time = created.json().path("createdTime").asText();
    assertThat(created.text())
        .isEqualTo(
            ("{\"aliasName\":\"PROD\",\"versionId\":\"1\",\"description\":\"\","
                    + "\"additionalVersionWeight\":{\"2\":0.05},"
                    + "\"createdTime\":\"%s\",\"lastModifiedTime\":\"%s\"}")
                .formatted(time, time));
    assertThat(created.header("Etag")).isNotEmpty();

    var moved = server.put("/services/s/aliases/PROD", "{\"versionId\":\"2\"}");
    assertThat(moved.json().get("versionId").asText()).isEqualTo("2");
    assertThat(moved.json().get("additionalVersionWeight").toString()).isEqualTo("{\"2\":0.05}");
    var cleared =
        server.put(
            "/services/s/aliases/PROD", "{\"additionalVersionWeight\":{},\"description\":\"d\"}");
    assertThat(cleared.json().get("additionalVersionWeight").isNull()).isTrue();
    assertThat(server.get("/services/s/aliases/PROD").text()).isEqualTo(cleared.text());

    assertThat(server.send("DELETE", "/services/s/aliases/PROD", null, "If-Match", "1").code())
        .isEqualTo("PreconditionFailed");
    assertThat(server.delete("/services/s/aliases/PROD").status()).isEqualTo(204);
    assertThat(server.get("/services/s/aliases/PROD").message())
        .isEqualTo("alias 'PROD' of service 's' does not exist");
  }

  @Test
  void lists() {
    for (var name : new String[] {"l_b", "l_a", "l_c"}) {
      server.post(
          "/services/s/aliases", "{\"aliasName\":\"%s\",\"versionId\":\"1\"}".formatted(name));
    }
    var page = server.get("/services/s/aliases?prefix=l_&limit=2").json();
    assertThat(page.get("aliases").findValuesAsText("aliasName")).containsExactly("l_a", "l_b");
    assertThat(page.get("nextToken").asText()).isEqualTo("l_c");
    assertThat(server.get("/services/s/aliases?prefix=none").text()).isEqualTo("{\"aliases\":[]}");
  }

  @Test
  void refusesWrongRequests() {
    refuses("{\"aliasName\":\"x\",\"versionId\":\"LATEST\"}", 400, "InvalidArgument");
    refuses("{\"aliasName\":\"LATEST\",\"versionId\":\"1\"}", 400, "InvalidArgument");
    refuses("{\"aliasName\":\"x\",\"versionId\":\"9\"}", 404, "VersionNotFound");
    refuses("{\"aliasName\":\"x\",\"versionId\":1}", 400, "InvalidArgument");
    refuses("{\"aliasName\":\"x\"}", 400, "InvalidArgument");
    refuses(
        "{\"aliasName\":\"x\",\"versionId\":\"1\",\"additionalVersionWeight\":{\"2\":2}}",
        400,
        "InvalidArgument");
    refuses(
        "{\"aliasName\":\"x\",\"versionId\":\"1\",\"additionalVersionWeight\":{\"2\":null}}",
        400,
        "InvalidArgument");
  }

  private static void refuses(String body, int status, String code) {
    var refused = server.post("/services/s/aliases", body);
    assertThat(refused.status()).as(body).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
  }
}
