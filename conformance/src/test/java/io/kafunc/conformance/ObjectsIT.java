// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The object endpoint, by the vendor's Node client for objects and its one for functions. */
@ExtendWith(RunningSuite.class)
class ObjectsIT {

  private static final byte[] ARCHIVE =
      CodeZip.of("index.js", "exports.handler = (e, c, cb) => cb(null, 'from a bucket');");

  private final Suite suite;

  ObjectsIT(Suite suite) {
    this.suite = suite;
  }

  @Test
  void servesTheVendorsClient() {
    // when
    var seen = NodeClients.run(suite, "objects.js", Map.of("bucket", "node-box"));
    // then
    assertThat(seen.get("putStatus").asInt()).isEqualTo(200);
    assertThat(seen.get("crc64").asText()).isEqualTo("11051210869376104954");
    assertThat(seen.get("etag").asText()).isEqualTo("\"25F9E794323B453885F5181F1B624D0B\"");
    assertThat(seen.get("requestId").asText()).hasSize(36);
    assertThat(seen.get("content").asText()).isEqualTo("123456789");
    assertThat(seen.get("meta").toString()).isEqualTo("{\"author\":\"me\"}");
    assertThat(seen.get("length").asText()).isEqualTo("9");
    assertThat(seen.get("type").asText()).isEqualTo("text/plain");
    assertThat(seen.get("streamed").asInt()).isEqualTo(3_000_003);
    assertThat(List.of("linked", "byPath", "byCname")).allMatch(is(seen, "two"));

    assertThat(texts(seen, "all")).containsExactly("a/hello wörld.txt", "a/stream", "b/2", "c");
    assertThat(texts(seen, "sizes")).containsExactly("9", "3000003", "3", "0");
    assertThat(texts(seen, "first")).containsExactly("a/hello wörld.txt");
    assertThat(seen.get("firstTruncated").asBoolean()).isTrue();
    assertThat(texts(seen, "rest")).containsExactly("a/stream");
    assertThat(seen.get("restTruncated").asBoolean()).isFalse();
    assertThat(texts(seen, "top")).containsExactly("c");
    assertThat(texts(seen, "prefixes")).containsExactly("a/", "b/");
    assertThat(texts(seen, "second")).hasSize(3);
    assertThat(texts(seen, "secondRest")).containsExactly("c");
    assertThat(seen.get("bucketListed").asBoolean()).isTrue();

    refused(seen.get("digest"), 400, "BadDigest");
    refused(seen.get("missing"), 404, "NoSuchKey");
    refused(seen.get("missingHead"), 404, "NoSuchKey");
    refused(seen.get("noBucket"), 404, "NoSuchBucket");
    refused(seen.get("wrongKey"), 403, "SignatureDoesNotMatch");
    refused(seen.get("full"), 409, "BucketNotEmpty");
    refused(seen.get("deleted"), 404, "NoSuchKey");
    assertThat(texts(seen, "left")).isEmpty();
  }

  @Test
  void givesFunctionsTheirCode() {
    // given
    var release = Release.ofNewService(suite);
    // when
    var seen =
        NodeClients.run(
            suite,
            "code-from-bucket.js",
            Map.of(
                "service",
                release.service(),
                "bucket",
                "node-code",
                "code",
                Base64.getEncoder().encodeToString(ARCHIVE)));
    // then
    assertThat(seen.get("size").asInt()).isEqualTo(ARCHIVE.length);
    assertThat(seen.get("checksum").asText()).isEqualTo(seen.get("crc64").asText());
    assertThat(List.of("answer", "again")).allMatch(is(seen, "from a bucket"));
    assertThat(seen.get("missing").get("message").asText())
        .contains("The specified key does not exist");
    refused(seen.get("denied"), 403, "AccessDenied");
  }

  private static Predicate<String> is(JsonNode seen, String text) {
    return field -> seen.get(field).asText().equals(text);
  }

  private static List<String> texts(JsonNode seen, String field) {
    return StreamSupport.stream(seen.get(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static void refused(JsonNode refusal, int status, String code) {
    assertThat(refusal.get("status").asInt()).as(refusal.toString()).isEqualTo(status);
    assertThat(refusal.get("code").asText()).isEqualTo(code);
  }
}
