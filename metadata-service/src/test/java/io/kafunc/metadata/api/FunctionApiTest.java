// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.function;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.archive.CodeDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionApiTest {

  private static final String FUNCTIONS = "/services/s/functions";

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithEveryKeyAndTheChecksumOfTheCode() {
    var archive = zip("index.js", "exports.handler = 1");
    var digest = new CodeDigest();
    digest.update(archive, 0, archive.length);

    var created = server.post(FUNCTIONS, function("bare", ""));

    assertThat(created.status()).as(created.text()).isEqualTo(200);
    var id = created.json().get("functionId").asText();
    var time = created.json().get("createdTime").asText();
    assertThat(created.text())
        .isEqualTo(
            ("{\"functionId\":\"%s\",\"functionName\":\"bare\",\"description\":\"\","
                    + "\"runtime\":\"nodejs12\",\"handler\":\"index.handler\",\"initializer\":null,"
                    + "\"timeout\":3,\"initializationTimeout\":3,\"memorySize\":128,"
                    + "\"gpuMemorySize\":null,\"codeSize\":%d,\"codeChecksum\":\"%s\","
                    + "\"environmentVariables\":{},\"instanceConcurrency\":1,"
                    + "\"instanceSoftConcurrency\":null,\"instanceType\":\"e1\","
                    + "\"customContainerConfig\":null,\"caPort\":null,"
                    + "\"instanceLifecycleConfig\":null,\"layers\":null,\"customDNS\":null,"
                    + "\"customRuntimeConfig\":null,\"createdTime\":\"%s\","
                    + "\"lastModifiedTime\":\"%s\"}")
                .formatted(id, archive.length, digest.crc64(), time, time));
    assertThat(data.resolve("code").resolve(digest.sha256() + ".zip")).hasBinaryContent(archive);
    assertThat(server.get(FUNCTIONS + "/bare").text()).isEqualTo(created.text());
    assertThat(server.get(FUNCTIONS + "/bare").header("Etag")).isEqualTo(created.header("Etag"));
  }

  @Test
  void lendsTheCodeByAUrlThatNeedsNoSignature() {
    server.post(FUNCTIONS, function("lent", ""));

    var code = server.get(FUNCTIONS + "/lent/code").json();
    var url = code.get("url").asText();
    var fetched = server.fetch(url);

    assertThat(fetched.status()).isEqualTo(200);
    assertThat(fetched.raw().body()).isEqualTo(zip("index.js", "exports.handler = 1"));
    assertThat(fetched.header("X-Oss-Hash-Crc64ecma")).isEqualTo(code.get("checksum").asText());
    assertThat(server.fetch(url + "0").status()).isEqualTo(403);
    assertThat(server.fetch(url.substring(0, url.indexOf('?'))).code())
        .isEqualTo("MissingRequiredHeader");
    assertThat(server.get("/kafunc/code/" + "0".repeat(64)).code()).isEqualTo("CodeNotFound");
    assertThat(server.get("/kafunc/code/..%2Fnode-id").status()).isBetween(400, 404);
    assertThat(server.get(FUNCTIONS + "/missing/code").code()).isEqualTo("FunctionNotFound");
  }

  @Test
  void updatesConfigurationAndCodeApart() {
    server.post(FUNCTIONS, function("u", ",\"environmentVariables\":{\"A\":\"1\"}"));
    var before = server.get(FUNCTIONS + "/u").json();

    var described = server.put(FUNCTIONS + "/u", "{\"description\":\"d\",\"timeout\":null}");
    assertThat(described.json().get("codeChecksum")).isEqualTo(before.get("codeChecksum"));
    assertThat(described.json().get("environmentVariables").toString()).isEqualTo("{\"A\":\"1\"}");

    var recoded =
        server.put(
            FUNCTIONS + "/u",
            "{\"Code\":{\"ZipFile\":\"%s\"},\"environmentVariables\":{}}"
                .formatted(base64(zip("index.js", "other"))));
    assertThat(recoded.json().get("description").asText()).isEqualTo("d");
    assertThat(recoded.json().get("codeChecksum")).isNotEqualTo(before.get("codeChecksum"));
    assertThat(recoded.json().get("environmentVariables").toString()).isEqualTo("{}");
    assertThat(recoded.json().get("functionId")).isEqualTo(before.get("functionId"));
  }

  @Test
  void refusesWrongCode() throws Exception {
    refuses("{\"zipFile\":\"%s\"}".formatted(base64("hello".getBytes())), "not a ZIP");
    refuses("{\"zipFile\":\"%s\"}".formatted(base64(zip("../evil", "x"))), "leaves its folder");
    refuses("{\"zipFile\":\"!!!\"}", "code.zipFile is set to an invalid value");
    refuses("{\"zipFile\":5}", "code.zipFile is set to an invalid value");
    refuses("{\"zipFile\":\"\"}", "code is required but not set");
    refuses("7", "code is set to an invalid value");
    refuses("null", "code is required but not set");
    try (var files = Files.list(data.resolve("code"))) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  @Test
  void refusesCodeAboveItsLimit() {
    var huge = base64(new byte[(50 << 20) + 1]);

    var refused =
        server.post(
            FUNCTIONS, "{\"functionName\":\"huge\",\"code\":{\"zipFile\":\"" + huge + "\"}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message())
        .isEqualTo("code size exceeds maximum allowed size (52428800 bytes)");
  }

  @Test
  void refusesBrokenBodies() {
    for (var body : new String[] {null, "{", "[]", "5", "{} {}", "{\"functionName\":{}}"}) {
      var answer = server.post(FUNCTIONS, body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("InvalidArgument");
    }
    assertThat(server.post("/services/none/functions", function("f", "")).code())
        .isEqualTo("ServiceNotFound");
    assertThat(server.post(FUNCTIONS, function("f", ",\"runtime\":\"cobol\"")).message())
        .startsWith("Runtime is set to an invalid value");
  }

  @Test
  void listsAndDeletes() {
    server.post("/services", "{\"serviceName\":\"l\"}");
    assertThat(server.get("/services/l/functions").text()).isEqualTo("{\"functions\":[]}");
    server.post("/services/l/functions", function("b", ""));
    server.post("/services/l/functions", function("a", ""));

    var page = server.get("/services/l/functions?limit=1").json();
    assertThat(page.get("functions").get(0).get("functionName").asText()).isEqualTo("a");
    assertThat(page.get("nextToken").asText()).isEqualTo("b");
    assertThat(server.delete("/services/l").status()).isEqualTo(409);
    assertThat(server.delete("/services/l").code()).isEqualTo("ServiceNotEmpty");
    assertThat(server.delete("/services/l/functions/a").status()).isEqualTo(204);
    assertThat(server.delete("/services/l/functions/b").status()).isEqualTo(204);
    assertThat(server.delete("/services/l").status()).isEqualTo(204);
    assertThat(server.get("/services/l/functions").code()).isEqualTo("ServiceNotFound");
  }

  private static void refuses(String code, String text) {
    var refused =
        server.post(
            FUNCTIONS,
            "{\"functionName\":\"bad\",\"runtime\":\"python3\",\"handler\":\"h\",\"code\":%s}"
                .formatted(code));
    assertThat(refused.status()).as(code).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("InvalidArgument");
    assertThat(refused.message()).contains(text);
  }
}
