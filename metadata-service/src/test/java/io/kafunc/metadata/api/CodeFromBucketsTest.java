// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafunc.archive.CodeDigest;
import io.kafunc.metadata.object.ObjectClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeFromBucketsTest {

  private static final String FUNCTIONS = "/services/s/functions";
  private static final String ACCOUNT = "1000000000000000";
  private static final byte[] ARCHIVE = zip("index.js", "exports.handler = 1");

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
    var objects = new ObjectClient(server.uri("/"), "KFtestkey", "test-secret");
    objects.send("PUT", "/code-box", new byte[0]);
    objects.send("PUT", "/code-box/some/code.zip", ARCHIVE);
    objects.send("PUT", "/code-box/no.zip", "no archive".getBytes());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void takesCodeFromABucket() {
    var created = create("f", "code-box", "some/code.zip");
    var updated =
        server.put(
            FUNCTIONS + "/f",
            "{\"Code\":{\"OssBucketName\":\"code-box\",\"OssObjectName\":\"some/code.zip\"}}");

    for (var answer : new MetadataServer.Answer[] {created, updated}) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().get("codeSize").asInt()).isEqualTo(ARCHIVE.length);
      assertThat(answer.json().get("codeChecksum").asText()).isEqualTo(checksum());
    }
    var url = server.get(FUNCTIONS + "/f/code").json().get("url").asText();
    assertThat(server.fetch(url).raw().body()).isEqualTo(ARCHIVE);
  }

  @Test
  void refusesWhatIsNotInABucket() {
    refuses("none", "o", "The specified bucket does not exist");
    refuses("../code", "o", "The specified bucket does not exist");
    refuses("code-box", "o", "The specified key does not exist");
    refuses("code-box", "../code-box/no.zip", "The specified key does not exist");
    refuses("code-box", "no.zip", "not a ZIP");
    refuses("code-box", "", "code.ossObjectName is required but not set");
    refuses("", "o", "code.ossBucketName is required but not set");
    var numbers = "{\"functionName\":\"x\",\"code\":{\"ossBucketName\":5,\"ossObjectName\":{}}}";
    assertThat(server.post(FUNCTIONS, numbers).code()).isEqualTo("InvalidArgument");
  }

  @Test
  void lendsAKeyForTheCodeOfOneFunction() {
    var token = server.get("/services/s/tempCodeBucketToken?functionName=f").json();
    assertThat(token.get("codeSizeLimit").asLong()).isEqualTo(50L << 20);

    var key = ACCOUNT + "/s/" + token.get("objectName").asText();
    upload(token, key);

    assertThat(create("lent", token.get("ossBucket").asText(), key).status()).isEqualTo(200);
    assertThat(server.get("/services/none/tempCodeBucketToken").code())
        .isEqualTo("ServiceNotFound");
  }

  @Test
  void lendsAKeyForAnyCodeOfTheAccount() {
    var token = server.get("/tempBucketToken").json();
    assertThat(token.get("ossRegion").asText()).isEqualTo("oss-local");
    assertThat(token.get("credentials").get("Expiration").asText()).endsWith("Z");

    var key = ACCOUNT + "/" + token.get("objectName").asText();
    upload(token, key);

    assertThat(create("any", token.get("ossBucket").asText(), key).status()).isEqualTo(200);
  }

  @Test
  void answersForVersionsAndAliasesWithTheirOwnCode() {
    create("v", "code-box", "some/code.zip");
    server.post("/services/s/versions", "{}");
    server.post("/services/s/aliases", "{\"aliasName\":\"prod\",\"versionId\":\"1\"}");
    server.put(
        FUNCTIONS + "/v",
        "{\"code\":{\"zipFile\":\"%s\"}}".formatted(MetadataServer.base64(zip("index.js", "2"))));

    for (var service : new String[] {"s.1", "s.prod"}) {
      var code = server.get("/services/" + service + "/functions/v/code").json();
      var fetched = server.fetch(code.get("url").asText());
      assertThat(code.get("checksum").asText()).isEqualTo(checksum());
      assertThat(fetched.header("X-Oss-Hash-Crc64ecma")).isEqualTo(checksum());
      assertThat(fetched.raw().body()).isEqualTo(ARCHIVE);
    }
    var latest = server.get(FUNCTIONS + "/v/code").json();
    assertThat(latest.get("checksum").asText()).isNotEqualTo(checksum());
  }

  private static void upload(JsonNode token, String key) {
    var credentials = token.get("credentials");
    var lent =
        new ObjectClient(
            server.uri("/"),
            credentials.get("AccessKeyId").asText(),
            credentials.get("AccessKeySecret").asText(),
            "X-Oss-Security-Token",
            credentials.get("SecurityToken").asText());
    var path = "/" + token.get("ossBucket").asText() + "/" + key;
    assertThat(lent.send("PUT", path, ARCHIVE).statusCode()).isEqualTo(200);
  }

  private static MetadataServer.Answer create(String name, String bucket, String key) {
    return server.post(
        FUNCTIONS,
        """
        {"functionName":"%s","runtime":"nodejs12","handler":"index.handler",
         "code":{"ossBucketName":"%s","ossObjectName":"%s"}}"""
            .formatted(name, bucket, key));
  }

  private static void refuses(String bucket, String key, String text) {
    var refused = create("bad", bucket, key);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("InvalidArgument");
    assertThat(refused.message()).contains(text);
  }

  private static String checksum() {
    var digest = new CodeDigest();
    digest.update(ARCHIVE, 0, ARCHIVE.length);
    return digest.crc64();
  }
}
