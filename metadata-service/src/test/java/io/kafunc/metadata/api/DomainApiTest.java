// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainApiTest {

  private static final String HTTPS =
      "\"protocol\":\"HTTP,HTTPS\",\"certConfig\":{\"certName\":\"c\",\"certificate\":\"PEM\","
          + "\"privateKey\":\"%s\"}";

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
  void answersWithEveryKeyWhateverIsUnset() {
    var created = server.post("/custom-domains", "{\"domainName\":\"bare.example.com\"}");

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.header("Etag")).isNotEmpty();
    var time = created.json().get("createdTime").asText();
    assertThat(created.text())
        .isEqualTo(
            "{\"domainName\":\"bare.example.com\",\"accountId\":\"1000000000000000\","
                + "\"protocol\":\"HTTP\",\"apiVersion\":\"2016-08-15\","
                + "\"routeConfig\":{\"routes\":[]},"
                + "\"certConfig\":{\"certName\":null,\"certificate\":null,\"privateKey\":null},"
                + "\"tlsConfig\":null,"
                + "\"createdTime\":\"%s\",\"lastModifiedTime\":\"%s\"}".formatted(time, time));
    var read = server.get("/custom-domains/bare.example.com");
    assertThat(read.text()).isEqualTo(created.text());
    assertThat(read.header("Etag")).isEqualTo(created.header("Etag"));
  }

  @Test
  void keepsThePrivateKeyInAFileOfItsOwnersAndShowsItNowhere() throws IOException {
    var body = "{\"domainName\":\"tls.example.com\"," + HTTPS.formatted("secret-1") + "}";

    var created = server.post("/custom-domains", body);
    assertThat(created.json().get("certConfig").toString())
        .isEqualTo("{\"certName\":\"c\",\"certificate\":\"PEM\",\"privateKey\":null}");
    assertThat(keys()).containsExactly("secret-1");
    assertThat(server.get("/custom-domains").text()).doesNotContain("secret-1");

    var second = server.post("/custom-domains", body.replace("secret-1", "secret-2"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("DomainNameAlreadyExists");
    assertThat(second.message()).isEqualTo("domain name tls.example.com already exists");
    assertThat(keys()).containsExactly("secret-1");

    server.put("/custom-domains/tls.example.com", created.text());
    assertThat(keys()).containsExactly("secret-1");
    server.put("/custom-domains/tls.example.com", "{" + HTTPS.formatted("secret-3") + "}");
    assertThat(keys()).containsExactly("secret-3");
    assertThat(server.delete("/custom-domains/tls.example.com").status()).isEqualTo(204);
    assertThat(keys()).isEmpty();
  }

  @Test
  void updatesPartlyUnderAnEtag() {
    var created =
        server.post(
            "/custom-domains",
            "{\"domainName\":\"u.example.com\",\"routeConfig\":{\"Routes\":[{\"Path\":\"/a*\","
                + "\"serviceName\":\"s\",\"functionName\":\"f\"},{\"path\":\"/b\","
                + "\"serviceName\":\"s\",\"functionName\":\"g\",\"qualifier\":\"PROD\","
                + "\"methods\":[\"GET\",\"POST\"]}]}}");
    var routes =
        "{\"routes\":[{\"path\":\"/a*\",\"serviceName\":\"s\",\"functionName\":\"f\","
            + "\"qualifier\":null,\"methods\":null},{\"path\":\"/b\",\"serviceName\":\"s\","
            + "\"functionName\":\"g\",\"qualifier\":\"PROD\",\"methods\":[\"GET\",\"POST\"]}]}";
    assertThat(created.json().get("routeConfig").toString()).isEqualTo(routes);

    var path = "/custom-domains/u.example.com";
    var tls = "{\"tlsConfig\":{\"minVersion\":\"TLSv1.2\",\"cipherSuites\":[\"A\"]}}";
    var updated = server.send("PUT", path, tls, "If-Match", created.header("Etag"));
    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.json().get("routeConfig").toString()).isEqualTo(routes);
    assertThat(updated.json().get("tlsConfig").toString())
        .isEqualTo("{\"minVersion\":\"TLSv1.2\",\"cipherSuites\":[\"A\"]}");
    assertThat(server.send("PUT", path, tls, "If-Match", created.header("Etag")).status())
        .isEqualTo(412);
    assertThat(server.send("DELETE", path, null, "If-Match", created.header("Etag")).status())
        .isEqualTo(412);
  }

  @Test
  void refusesWhatIsNotThereOrWrong() {
    var missing = server.get("/custom-domains/none.example.com");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.code()).isEqualTo("DomainNameNotFound");
    assertThat(missing.message()).isEqualTo("domain name 'none.example.com' does not exist");
    assertThat(server.put("/custom-domains/none.example.com", "{}").code())
        .isEqualTo("DomainNameNotFound");
    assertThat(server.delete("/custom-domains/none.example.com").code())
        .isEqualTo("DomainNameNotFound");
    assertThat(server.post("/custom-domains", null).code()).isEqualTo("InvalidArgument");
    assertThat(server.post("/custom-domains", "{}").message())
        .isEqualTo("domainName is required but not set");
  }

  @Test
  void listsInByteOrderAndPagesConcatenateToTheWholeWhateverTheLimit() {
    var whole = List.of("z-1.example.com", "z.example.com", "z0.example.com", "za.example.com");
    whole.forEach(
        name -> server.post("/custom-domains", "{\"domainName\":\"%s\"}".formatted(name)));

    for (int limit = 1; limit <= 5; limit++) {
      var names = new ArrayList<String>();
      var next = "";
      do {
        var page =
            server
                .get("/custom-domains?prefix=z&limit=%d&nextToken=%s".formatted(limit, next))
                .json();
        names.addAll(page.get("customDomains").findValuesAsText("domainName"));
        next = page.path("nextToken").asText("");
      } while (!next.isEmpty());
      assertThat(names).isEqualTo(whole);
    }
    assertThat(server.get("/custom-domains?prefix=none").text())
        .isEqualTo("{\"customDomains\":[]}");
  }

  private static List<String> keys() throws IOException {
    var keys = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(data.resolve("private-keys"))) {
      for (var file : files) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        keys.add(Files.readString(file, UTF_8));
      }
    }
    return keys;
  }
}
