// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerApiTest {

  private static final byte[] ARCHIVE = zip("lib.js", "exports.x = 1");

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
  void publishesAVersionAndShowsItWithAUrlThatWorksWithAPlainGet() {
    var published = publish("l", ",\"description\":\"d\",\"compatibleRuntime\":[\"nodejs12\"]");

    assertThat(published.status()).isEqualTo(200);
    var location = published.json().get("code").get("location").asText();
    var time = published.json().get("createTime").asText();
    var checksum = published.json().get("codeChecksum").asText();
    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    var arn = "acs:fc:local:1000000000000000:layers/l/versions/1";
    assertThat(published.text())
        .isEqualTo(
            "{\"layerName\":\"l\",\"version\":1,\"description\":\"d\","
                + "\"code\":{\"repositoryType\":\"OSS\",\"location\":\"%s\"},".formatted(location)
                + "\"codeSize\":%d,\"codeChecksum\":\"%s\",".formatted(ARCHIVE.length, checksum)
                + "\"createTime\":\"%s\",\"acl\":0,".formatted(time)
                + "\"compatibleRuntime\":[\"nodejs12\"],\"arn\":\"%s\"}".formatted(arn));
    var archive = server.fetch(location);
    assertThat(archive.raw().body()).isEqualTo(ARCHIVE);
    assertThat(archive.header("X-Oss-Hash-Crc64ecma")).isEqualTo(checksum);

    var read = server.get("/layers/l/versions/1");
    assertThat(withoutCode(read.json())).isEqualTo(withoutCode(published.json()));
    assertThat(read.header("Etag")).isEqualTo(published.header("Etag"));
    for (var path : List.of(arn, URLEncoder.encode(arn, UTF_8))) {
      assertThat(withoutCode(server.get("/layerarn/" + path).json()))
          .isEqualTo(withoutCode(published.json()));
    }
  }

  @Test
  void listsTheLatestVersionOfEachLayerAndTheVersionsOfOne() {
    for (int i = 0; i < 3; i++) {
      publish("za", "");
    }
    publish("zb", "");
    server.delete("/layers/za/versions/3");

    var names = new ArrayList<String>();
    var next = "";
    do {
      var page = server.get("/layers?prefix=z&limit=1&nextToken=" + next).json();
      page.get("layers")
          .forEach(layer -> names.add(layer.get("layerName").asText() + layer.get("version")));
      next = page.path("nextToken").asText("");
    } while (!next.isEmpty());
    assertThat(names).containsExactly("za2", "zb1");
    assertThat(server.get("/layers?prefix=none").text()).isEqualTo("{\"layers\":[]}");

    var first = server.get("/layers/za/versions?startVersion=1&limit=1").json();
    assertThat(first.get("layers").findValuesAsText("version")).containsExactly("1");
    assertThat(first.get("nextVersion").isInt()).isTrue();
    assertThat(first.has("nextToken")).isFalse();
    var rest = server.get("/layers/za/versions?startVersion=" + first.get("nextVersion")).json();
    assertThat(rest.get("layers").findValuesAsText("version")).containsExactly("2");
    assertThat(rest.has("nextVersion")).isFalse();
    assertThat(publish("za", "").json().get("version").asInt()).isEqualTo(4);
  }

  @Test
  void sharesALayerWhetherTheQueryOrTheBodySaysSo() {
    publish("p", "");
    publish("p", "");
    publish("q", "");

    var shared = server.put("/layers/p/acl?public=true", null);
    assertThat(shared.status()).isEqualTo(200);
    assertThat(shared.raw().body()).isEmpty();
    assertThat(shared.header("Content-Type")).isEmpty();
    assertThat(server.get("/layers/p/versions/1").json().get("acl").asInt()).isEqualTo(1);
    assertThat(publish("p", "").json().get("acl").asInt()).isEqualTo(1);
    for (var spelling : List.of("public", "isPublic")) {
      var listed = server.get("/layers?" + spelling + "=true").json().get("layers");
      assertThat(listed.findValuesAsText("layerName")).containsExactly("p");
    }

    server.put("/layers/p/acl", "{\"public\":false}");
    assertThat(server.get("/layers/p/versions/3").json().get("acl").asInt()).isZero();
    assertThat(server.put("/layers/p/acl", null).message())
        .isEqualTo("public is required but not set");
  }

  @Test
  void refusesWhatIsNotThereOrWrong() {
    publish("r", "");

    assertThat(server.post("/layers/r/versions", "{}").message())
        .isEqualTo("code is required but not set");
    assertThat(server.post("/layers/1r/versions", "{}").code()).isEqualTo("InvalidArgument");
    assertThat(server.post("/layers/r/versions", null).code()).isEqualTo("InvalidArgument");
    var missing = server.get("/layers/none/versions/1");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.message()).isEqualTo("layer 'none' does not exist");
    assertThat(server.get("/layers/none/versions").code()).isEqualTo("LayerNotFound");
    assertThat(server.get("/layers/r/versions/9").message())
        .isEqualTo("version '9' of layer 'r' does not exist");
    assertThat(server.delete("/layers/r/versions/9").code()).isEqualTo("LayerVersionNotFound");
    assertThat(server.delete("/layers/none/versions/1").code()).isEqualTo("LayerNotFound");
    assertThat(server.get("/layers/r/versions/x").code()).isEqualTo("InvalidArgument");
    assertThat(server.get("/layerarn/x").code()).isEqualTo("InvalidArgument");
    assertThat(server.get("/layerarn/acs:fc:local:2:layers/r/versions/1").code())
        .isEqualTo("LayerNotFound");
    assertThat(server.delete("/layers/r/versions/1").status()).isEqualTo(204);
    assertThat(server.get("/layers/r/versions/1").code()).isEqualTo("LayerNotFound");
  }

  private static MetadataServer.Answer publish(String layer, String more) {
    return server.post(
        "/layers/%s/versions".formatted(layer),
        "{\"code\":{\"zipFile\":\"%s\"}%s}".formatted(base64(ARCHIVE), more));
  }

  private static String withoutCode(JsonNode layer) {
    return layer.toString().replaceAll("\"code\":\\{[^}]*\\},", "");
  }
}
