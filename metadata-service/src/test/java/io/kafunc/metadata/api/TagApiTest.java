// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagApiTest {

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
  void setsShowsAndTakesOffTagsWhicheverFormTheArnHas() {
    service("s");
    var before = server.get("/services/s");

    var set =
        server.post("/tag", "{\"resourceArn\":\"services/s\",\"tags\":{\"b\":\"2\",\"a\":\"1\"}}");
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.text())
        .isEqualTo("{\"requestId\":\"%s\"}".formatted(set.header("X-Fc-Request-Id")));
    for (var arn : List.of("services/s", "acs:fc:cn-hangzhou:1000000000000000:services/s")) {
      var tags = server.get("/tag?resourceArn=" + arn);
      assertThat(tags.text())
          .isEqualTo(
              "{\"requestId\":\"%s\",".formatted(tags.header("X-Fc-Request-Id"))
                  + "\"resourceArn\":\"acs:fc:local:1000000000000000:services/s\","
                  + "\"tags\":{\"a\":\"1\",\"b\":\"2\"}}");
    }
    var shown = server.get("/services/s");
    assertThat(shown.text())
        .isEqualTo(before.text().replace("\"tags\":{}", "\"tags\":{\"a\":\"1\",\"b\":\"2\"}"));
    assertThat(shown.header("Etag")).isNotEqualTo(before.header("Etag"));

    var untagged =
        server.send("DELETE", "/tag", "{\"resourceArn\":\"services/s\",\"tagKeys\":[\"b\"]}");
    assertThat(untagged.status()).isEqualTo(200);
    assertThat(untagged.text())
        .isEqualTo("{\"requestId\":\"%s\"}".formatted(untagged.header("X-Fc-Request-Id")));
    assertThat(server.put("/services/s", "{\"description\":\"d\"}").json().get("tags").toString())
        .isEqualTo("{\"a\":\"1\"}");
    server.send("DELETE", "/tag", "{\"resourceArn\":\"services/s\",\"all\":true}");
    assertThat(server.get("/services/s").json().get("tags").toString()).isEqualTo("{}");
  }

  @Test
  void givesAVersionNoTags() {
    service("v");
    server.post("/tag", "{\"resourceArn\":\"services/v\",\"tags\":{\"a\":\"1\"}}");
    server.post("/services/v/versions", null);

    assertThat(server.get("/services/v.1").json().get("tags").toString()).isEqualTo("{}");
  }

  @Test
  void refusesWhatHasNoTagsOrIsNotThere() {
    assertThat(server.post("/tag", null).code()).isEqualTo("InvalidArgument");
    assertThat(server.post("/tag", "{\"tags\":{\"a\":\"1\"}}").message())
        .isEqualTo("resourceArn is required but not set");
    assertThat(server.get("/tag").message()).isEqualTo("resourceArn is required but not set");
    assertThat(server.get("/tag?resourceArn=services/x/functions/f").code())
        .isEqualTo("InvalidArgument");
    assertThat(server.get("/tag?resourceArn=services/none").code()).isEqualTo("ServiceNotFound");
    var none = "{\"resourceArn\":\"services/none\",\"tags\":{\"a\":\"1\"},\"tagKeys\":[\"a\"]}";
    assertThat(server.post("/tag", none).code()).isEqualTo("ServiceNotFound");
    assertThat(server.send("DELETE", "/tag", none).code()).isEqualTo("ServiceNotFound");
    assertThat(server.send("DELETE", "/tag", null).code()).isEqualTo("InvalidArgument");
  }

  @Test
  void listsServicesThatHaveAllTheTagsAskedFor() {
    tagged("t1", "\"team\":\"a\",\"stage\":\"prod\"");
    tagged("t2", "\"team\":\"a\",\"stage\":\"test\"");
    tagged("t3", "\"team\":\"b\",\"stage\":\"prod\",\"key=x\":\"y\"");
    service("t4");

    assertThat(names("tag_team=a")).containsExactly("t1", "t2");
    assertThat(names("tag_team=a&tag_stage=prod")).containsExactly("t1");
    assertThat(names("tag_stage=prod&tag_team=")).containsExactly("t1", "t3");
    assertThat(names("tag_team=a&tag_team=b")).isEmpty();
    assertThat(names("tag_key=x")).isEmpty();
    assertThat(names("tag_key%3Dx=y")).containsExactly("t3");
    assertThat(names("tag_team=A")).isEmpty();

    var pages = new ArrayList<String>();
    var next = "";
    do {
      var page = server.get("/services?prefix=t&tag_team&limit=1&nextToken=" + next).json();
      page.get("services").forEach(service -> pages.add(service.get("serviceName").asText()));
      next = page.path("nextToken").asText("");
    } while (!next.isEmpty());
    assertThat(pages).containsExactly("t1", "t2", "t3");

    server.delete("/services/t1");
    service("t1");
    assertThat(names("tag_team=a")).containsExactly("t2");
  }

  private static void service(String name) {
    server.post("/services", "{\"serviceName\":\"%s\"}".formatted(name));
  }

  private static void tagged(String name, String tags) {
    service(name);
    var body = "{\"resourceArn\":\"services/%s\",\"tags\":{%s}}".formatted(name, tags);
    assertThat(server.post("/tag", body).status()).isEqualTo(200);
  }

  private static List<String> names(String query) {
    return server
        .get("/services?prefix=t&" + query)
        .json()
        .get("services")
        .findValuesAsText("serviceName");
  }
}
