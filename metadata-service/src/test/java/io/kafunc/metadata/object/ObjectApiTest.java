// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.signature.HttpDate;
import io.kafunc.metadata.api.MetadataServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectApiTest {

  private static final String KEY = "KFtestkey";
  private static final String SECRET = "test-secret";

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    assertThat(send("PUT", "/box", "")).returns("", HttpResponse::body);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keepsAnObjectWithItsDigestsAndHeaders() {
    var put = send("PUT", "/box/some/k%20%C3%A9y.txt", "123456789", "X-Oss-Meta-Author", "me");
    var got = send("GET", "/box/some/k%20%C3%A9y.txt", null);
    var head = send("HEAD", "/box/some/k%20%C3%A9y.txt", null);

    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.body()).isEmpty();
    assertThat(got.body()).isEqualTo("123456789");
    assertThat(head.body()).isEmpty();
    for (var answer : List.of(put, got, head)) {
      assertThat(header(answer, "Etag")).isEqualTo("\"25F9E794323B453885F5181F1B624D0B\"");
      assertThat(header(answer, "X-Oss-Hash-Crc64ecma")).isEqualTo("11051210869376104954");
      assertThat(header(answer, "Content-Md5")).isEqualTo("JfnnlDI7RTiF9RgfG2JNCw==");
      assertThat(header(answer, "X-Oss-Request-Id")).hasSize(36);
    }
    for (var answer : List.of(got, head)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Content-Length")).isEqualTo("9");
      assertThat(header(answer, "Content-Type")).isEqualTo("text/plain");
      assertThat(header(answer, "X-Oss-Meta-Author")).isEqualTo("me");
      assertThat(HttpDate.parse(header(answer, "Last-Modified"))).isPresent();
    }
  }

  @Test
  void replacesAndDeletes() throws Exception {
    send("PUT", "/box/r", "old");
    send("PUT", "/box/r", "new");
    assertThat(send("GET", "/box/r", null).body()).isEqualTo("new");
    assertThat(send("DELETE", "/box/r", null).statusCode()).isEqualTo(204);
    assertThat(send("DELETE", "/box/r", null).statusCode()).isEqualTo(204);
    refuses(send("GET", "/box/r", null), 404, "NoSuchKey");
    assertThat(send("HEAD", "/box/r", null).statusCode()).isEqualTo(404);
    try (var contents = Files.list(data.resolve("objects/box/content"));
        var entries = Files.list(data.resolve("objects/box"))) {
      assertThat(contents.count()).isEqualTo(entries.count() - 1);
    }
  }

  @Test
  void listsWithPrefixMarkerAndDelimiter() {
    send("PUT", "/lists", "");
    for (var key : List.of("a/1", "a/2", "b", "c%26%3C")) {
      send("PUT", "/lists/" + key, "x");
    }
    var page = send("GET", "/lists?max-keys=2&delimiter=%2F", null).body();
    var rest = send("GET", "/lists?marker=b", null).body();
    var second = send("GET", "/lists?list-type=2&max-keys=1&prefix=a%2F", null).body();

    assertThat(page)
        .contains("<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>", "<Key>b</Key>")
        .contains("<IsTruncated>true</IsTruncated><NextMarker>b</NextMarker>");
    assertThat(rest).contains("<Key>c&amp;&lt;</Key>").doesNotContain("<Key>b</Key>");
    assertThat(second).contains("<NextContinuationToken>a/1</NextContinuationToken>");
    assertThat(send("GET", "/lists?list-type=2&continuation-token=a%2F1", null).body())
        .contains("<Key>a/2</Key>", "<KeyCount>3</KeyCount>");
    refuses(send("GET", "/lists?max-keys=0", null), 400, "InvalidArgument");
  }

  @Test
  void makesNamesAndEndsBuckets() {
    send("PUT", "/gone", "");
    assertThat(send("GET", "/", null).body()).contains("<Name>gone</Name>");
    send("PUT", "/gone/k", "x");
    refuses(send("DELETE", "/gone", null), 409, "BucketNotEmpty");
    send("DELETE", "/gone/k", null);
    assertThat(send("DELETE", "/gone", null).statusCode()).isEqualTo(204);
    refuses(send("PUT", "/gone/k", "x"), 404, "NoSuchBucket");
    refuses(send("PUT", "/Bad", ""), 400, "InvalidBucketName");
    refuses(send("PUT", "/kafunc", ""), 400, "InvalidBucketName");
  }

  @Test
  void checksTheDigestThatIsSent() throws Exception {
    refuses(
        send("PUT", "/box/d", "x", "Content-MD5", "JfnnlDI7RTiF9RgfG2JNCw=="), 400, "BadDigest");
    refuses(send("PUT", "/box/d", "x", "Content-MD5", "no"), 400, "InvalidDigest");
    refuses(send("GET", "/box/d", null), 404, "NoSuchKey");
  }

  @Test
  void refusesNamesThatLeadOut() {
    for (var path : List.of("/box/a%2F..%2F..%2Fx", "/box/..", "/..%2Fx", "/box/%00", "/box/%0A")) {
      var refused = send("PUT", path, "x");
      assertThat(refused.statusCode()).as(path + refused.body()).isIn(200, 400);
    }
    assertThat(data.resolve("objects").resolveSibling("x")).doesNotExist();
    refuses(send("PUT", "/box/%0A", "x"), 400, "InvalidObjectName");
    refuses(send("PUT", "/box/" + "x".repeat(1024), "x"), 400, "InvalidObjectName");
  }

  @Test
  void refusesWhatItDoesNotHave() {
    for (var query : List.of("acl", "uploads", "versions", "lifecycle")) {
      refuses(send("GET", "/box?" + query, null), 405, "MethodNotAllowed");
    }
    refuses(send("POST", "/box?delete", "<Delete/>"), 405, "MethodNotAllowed");
    refuses(send("PUT", "/box/copy", "", "X-Oss-Copy-Source", "/box/k"), 405, "MethodNotAllowed");
  }

  @Test
  void letsInOnlyWhoSigned() {
    send("PUT", "/box/signed", "x");
    refuses(
        fetch("GET", "/box/signed?OSSAccessKeyId=a&Expires=1&Signature=x"), 403, "AccessDenied");
    var soon = Long.toString(Instant.now().plusSeconds(60).getEpochSecond());
    refuses(fetch("GET", url("/box/signed", KEY, soon, "wrong")), 403, "SignatureDoesNotMatch");
    refuses(fetch("GET", url("/box/signed", "who", soon, SECRET)), 403, "InvalidAccessKeyId");
    refuses(fetch("GET", url("/box/signed", KEY, "100", SECRET)), 403, "AccessDenied");
    assertThat(fetch("GET", url("/box/signed", KEY, soon, SECRET)).body()).isEqualTo("x");
    refuses(fetch("PUT", url("/box/signed", KEY, soon, SECRET)), 403, "SignatureDoesNotMatch");
    assertThat(server.get("/kafunc/objects/box/signed").text()).isEqualTo("x");
    assertThat(server.fetch(server.uri("/kafunc/objects/box/signed").toString()).status())
        .isEqualTo(403);
  }

  @Test
  void lendsAKeyForOneUpload() {
    var lent = server.bean(TemporaryKeys.class).lend("1/");
    var token = new String[] {"X-Oss-Security-Token", lent.securityToken()};
    var key = "/kafunc-uploads/1/s/" + lent.objectName();
    var id = lent.accessKeyId();
    var secret = lent.accessKeySecret();

    assertThat(signed(id, secret, "PUT", key, "zip", token).statusCode()).isEqualTo(200);
    assertThat(send("GET", key, null).body()).isEqualTo("zip");
    refuses(signed(id, secret, "GET", key, null, token), 403, "AccessDenied");
    refuses(signed(id, secret, "PUT", key + "x", "zip", token), 403, "AccessDenied");
    refuses(signed(id, secret, "PUT", "/box/k", "zip", token), 403, "AccessDenied");
    refuses(signed(KEY, SECRET, "PUT", key, "zip", token), 403, "InvalidAccessKeyId");
    refuses(signed(id, secret, "PUT", key, "zip"), 403, "InvalidAccessKeyId");
    var broken = new String[] {token[0], token[1].substring(1)};
    refuses(signed(id, secret, "PUT", key, "zip", broken), 403, "InvalidSecurityToken");
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... more) {
    return signed(KEY, SECRET, method, path, body, more);
  }

  private static HttpResponse<String> signed(
      String id, String secret, String method, String path, String body, String... more) {
    return new ObjectClient(server.uri("/"), id, secret).send(method, path, bytes(body), more);
  }

  private static HttpResponse<String> fetch(String method, String path) {
    var body = method.equals("PUT") ? "x" : null;
    return new ObjectClient(server.uri("/"), "", "").fetch(method, path, bytes(body));
  }

  private static String url(String path, String id, String expires, String secret) {
    var signature = ObjectSignature.of("GET", List.of(), path).expiring(expires).sign(secret);
    return "%s?OSSAccessKeyId=%s&Expires=%s&Signature=%s"
        .formatted(path, id, expires, URLEncoder.encode(signature, UTF_8));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  private static void refuses(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.body()).contains("<Code>" + code + "</Code>", "<RequestId>");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).startsWith("application/xml");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
