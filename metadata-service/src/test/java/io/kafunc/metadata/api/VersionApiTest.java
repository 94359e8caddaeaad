// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.function;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionApiTest {

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void publishesAndListsNewestFirst() {
    service("p");
    assertThat(server.get("/services/p/versions").text())
        .isEqualTo("{\"versions\":[],\"direction\":\"BACKWARD\"}");

    var first = server.post("/services/p/versions", "{\"description\":\"one\"}");
    var time = first.json().get("createdTime").asText();
    assertThat(first.text())
        .isEqualTo(
            "{\"versionId\":\"1\",\"description\":\"one\",\"createdTime\":\"%s\",\"lastModifiedTime\":\"%s\"}"
                .formatted(time, time));
    var without = server.post("/services/p/versions", null);
    assertThat(without.status()).isEqualTo(400);
    assertThat(without.code()).isEqualTo("InvalidArgument");
    server.put("/services/p", "{}");
    assertThat(server.post("/services/p/versions", null).json().get("versionId").asText())
        .isEqualTo("2");

    assertThat(numbers("/services/p/versions")).containsExactly("2", "1");
    assertThat(numbers("/services/p/versions?direction=FORWARD")).containsExactly("1", "2");
    var page = server.get("/services/p/versions?limit=1").json();
    assertThat(page.get("nextToken").asText()).isEqualTo("1");
    assertThat(numbers("/services/p/versions?limit=1&nextToken=1")).containsExactly("1");
    assertThat(server.get("/services/p/versions?direction=UP").code()).isEqualTo("InvalidArgument");
    assertThat(server.get("/services/none/versions").code()).isEqualTo("ServiceNotFound");
  }

  @Test
  void freezesWhatQualifiedReadsSee() {
    service("f");
    server.post("/services/f/functions", function("fn", ""));
    server.post("/services/f/versions", "{\"description\":\"frozen\"}");
    server.post("/services/f/aliases", "{\"aliasName\":\"PROD\",\"versionId\":\"1\"}");
    var frozen = server.get("/services/f/functions/fn").text();

    server.put(
        "/services/f/functions/fn",
        "{\"description\":\"later\",\"code\":{\"zipFile\":\"%s\"}}"
            .formatted(base64(zip("index.js", "later"))));
    server.put("/services/f", "{\"description\":\"later\"}");

    assertThat(server.get("/services/f.1/functions/fn").text()).isEqualTo(frozen);
    assertThat(server.get("/services/f.PROD/functions/fn").text()).isEqualTo(frozen);
    assertThat(server.get("/services/f.LATEST/functions/fn").text())
        .isEqualTo(server.get("/services/f/functions/fn").text())
        .contains("later");
    assertThat(server.get("/services/f.PROD/functions").text())
        .isEqualTo(server.get("/services/f.1/functions").text())
        .isEqualTo("{\"functions\":[" + frozen + "]}");
    assertThat(server.get("/services/f.PROD").json().get("description").asText())
        .isEqualTo("frozen");
    assertThat(server.get("/services/f").json().get("description").asText()).isEqualTo("later");
    assertThat(server.get("/services/f.1/functions/fn/code").json().get("checksum"))
        .isNotEqualTo(server.get("/services/f/functions/fn/code").json().get("checksum"));
    assertThat(server.get("/services/f.7").message())
        .isEqualTo("version '7' of service 'f' does not exist");
    assertThat(server.get("/services/f.none").code()).isEqualTo("AliasNotFound");
    assertThat(server.get("/services/none.1").code()).isEqualTo("ServiceNotFound");
  }

  @Test
  void leavesAliasesDanglingWhenTheirVersionEnds() {
    service("d");
    server.post("/services/d/functions", function("fn", ""));
    server.post("/services/d/versions", null);
    server.post("/services/d/aliases", "{\"aliasName\":\"A\",\"versionId\":\"1\"}");

    assertThat(server.delete("/services/d/versions/1").status()).isEqualTo(204);
    assertThat(server.delete("/services/d/versions/1").code()).isEqualTo("VersionNotFound");
    assertThat(server.get("/services/d/aliases/A").json().get("versionId").asText()).isEqualTo("1");
    assertThat(server.get("/services/d.A/functions/fn").code()).isEqualTo("VersionNotFound");
    assertThat(server.post("/services/d/versions", null).json().get("versionId").asText())
        .isEqualTo("2");
  }

  private static void service(String name) {
    server.post("/services", "{\"serviceName\":\"%s\"}".formatted(name));
  }

  private static ArrayList<String> numbers(String path) {
    var numbers = new ArrayList<String>();
    server
        .get(path)
        .json()
        .get("versions")
        .forEach(version -> numbers.add(version.get("versionId").asText()));
    return numbers;
  }
}
