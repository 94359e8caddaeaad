// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Requests that are wrong in one way or in several; the same ones for the same seed. */
final class FuzzedRequests {

  static final String KEY =
      "Basic " + Base64.getEncoder().encodeToString("KFtestkey:test-secret".getBytes(UTF_8));
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "get", "X-Y");
  private static final List<String> SEGMENTS =
      List.of(
          "..",
          ".",
          "%2e%2e",
          "%2E.",
          "a%2Fb",
          "%2f",
          "%00",
          "a%00b",
          "%",
          "%zz",
          "%ff%fe",
          "%C0%AF",
          "\u00e4\u00f6",
          "s.1",
          "s.",
          ".s",
          "s..1",
          "s.LATEST",
          "s.999999999999999999999",
          "a;b=c",
          "a b",
          "a|b",
          "<x>",
          "{}",
          "$(id)",
          "'or'1'='1",
          "",
          "null",
          "none");
  private static final List<String> PARAMETERS =
      List.of(
          "limit=0",
          "limit=-1",
          "limit=99999999999",
          "limit=x",
          "limit=1&limit=2",
          "limit=",
          "limit",
          "prefix=%00",
          "prefix=%25",
          "prefix=_",
          "startKey=%F0%9F%98%80",
          "startKey='",
          "nextToken=%22",
          "nextToken=\u00ff",
          "nextToken=%zz",
          "direction=UP",
          "tag_=",
          "tag_a=b&tag_a=c",
          "=",
          "&&&",
          "?",
          "qualifier=1",
          "serviceName=s",
          "config=x",
          "resourceArn=acs:fc:::",
          "public=maybe");
  private static final List<String> HEADERS =
      List.of(
          "If-Match: x",
          "If-Match: \"",
          "If-Match: 99999999999999999999",
          "If-Match: *",
          "X-Fc-Account-Id: ",
          "X-Fc-Account-Id: 1",
          "X-Fc-Date: yesterday",
          "X-Fc-Trace-Id: \u00e4",
          "X-Fc-Enable-Eventbridge-Trigger: enable",
          "Content-Type: text/plain",
          "Content-Type: ;;;",
          "Content-Type: application/json; charset=utf-32",
          "Content-Encoding: gzip",
          "Accept: image/png",
          "Accept-Encoding: gzip, br",
          "Expect: 100-continue",
          "Expect: the-worst",
          "Range: bytes=5-1",
          "Cookie: a=b; ;",
          "Host: other.example.com",
          "Origin: null",
          "Upgrade: h2c",
          "Connection: keep-alive, upgrade",
          "Date: never",
          "X-Empty:",
          "X-Tab:\ta");
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "-0",
          "1.5",
          "1e400",
          "-1e999999999",
          "1e-999999999",
          "9223372036854775808",
          "2147483648",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\uffff\"",
          "\"\u00e4\"",
          "\"..\"",
          "\"$\"",
          "\"@every 1m\"",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "[\"a\",\"a\"]",
          "{\"\":\"\"}",
          "{\"a\":null}",
          "{\"a\":{\"b\":[1,{\"c\":[]}]}}",
          "NaN",
          "Infinity",
          "01",
          "'a'",
          "undefined");

  private final Random random;

  FuzzedRequests(Random random) {
    this.random = random;
  }

  /**
   * Bytes to send.
   *
   * @param isSound whether what follows on the same connection can still be told apart
   * @param isCutOff whether it ends before its end
   */
  record Request(byte[] bytes, boolean isHead, boolean isSound, boolean isCutOff) {}

  Request next() {
    var operation = one(Operations.ALL);
    var method = chance(15) ? one(METHODS) : operation.method();
    var head = method + " " + target(operation, method) + " HTTP/1." + (chance(60) ? "0" : "1");
    boolean hasBody = !method.equals("GET") && !method.equals("HEAD") || chance(20);
    var body = hasBody ? body(operation) : new byte[0];
    var text = new StringBuilder(head).append("\r\n");
    if (!chance(60)) {
      text.append("Host: localhost\r\n");
    }
    text.append(chance(30) ? "Authorization: " + one(SEGMENTS) : "Authorization: " + KEY)
        .append("\r\n");
    while (chance(2)) {
      text.append(chance(40) ? "X-Long: " + "x".repeat(random.nextInt(20_000)) : one(HEADERS))
          .append("\r\n");
    }
    boolean isSound = head.endsWith("1") && !isUnfit(text);
    return framed(random.nextInt(20), text, body, method.equals("HEAD"), isSound);
  }

  /** Whether a header makes the connection unfit for another request. */
  private static boolean isUnfit(StringBuilder head) {
    return head.indexOf("Expect") >= 0
        || head.indexOf("X-Long") >= 0
        || head.indexOf("Upgrade") >= 0;
  }

  private String target(Operation operation, String method) {
    var path = "/2016-08-15" + operation.target();
    if (method.equalsIgnoreCase("DELETE") || chance(3)) {
      path = path.replaceFirst("/(s|d\\.example\\.com|l)(/|$)", "/gone$2");
    }
    if (chance(4)) {
      var segments = path.split("/");
      segments[1 + random.nextInt(segments.length - 1)] =
          chance(15) ? "n".repeat(random.nextInt(9_000)) : one(SEGMENTS);
      path = String.join("/", segments);
    }
    if (chance(20)) {
      path += one(List.of("/", "//", "/..", "/%2e%2e/x", "#x", ";v=1", "/\u0000", "/x y"));
    }
    var query = new StringBuilder(path);
    for (char mark = '?'; chance(3); mark = '&') {
      query.append(mark).append(one(PARAMETERS));
    }
    return query.toString();
  }

  private byte[] body(Operation operation) {
    return switch (random.nextInt(12)) {
      case 0 -> noise();
      case 1 -> deep();
      case 2 ->
          "{\"%s\":%s}".formatted("n".repeat(random.nextInt(70_000)), value()).getBytes(UTF_8);
      case 3 -> cut(fields(operation));
      case 4 -> (fields(operation) + one(VALUES)).getBytes(UTF_8);
      default -> fields(operation).getBytes(UTF_8);
    };
  }

  /** The good body with some fields set to anything, some of them twice, some in other letters. */
  private String fields(Operation operation) {
    var body = operation.hasBody() ? operation.good() : "{}";
    var text = new StringBuilder(body.substring(0, body.length() - 1));
    do {
      var field =
          operation.fields().isEmpty()
              ? "\"any\":" + value()
              : one(operation.fields()).set(value());
      text.append(text.length() > 1 ? "," : "").append(chance(20) ? upper(field) : field);
    } while (chance(2));
    return text.append('}').toString();
  }

  private static String upper(String field) {
    int end = field.indexOf('"', 1);
    return field.substring(0, end).toUpperCase(Locale.ROOT) + field.substring(end);
  }

  private String value() {
    return switch (random.nextInt(20)) {
      case 0 -> "\"" + "x".repeat(random.nextInt(50_000)) + "\"";
      case 1 -> "9".repeat(1 + random.nextInt(3_000));
      case 2 -> "[" + "0,".repeat(random.nextInt(2_000)) + "0]";
      default -> one(VALUES);
    };
  }

  private byte[] noise() {
    var bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] deep() {
    int depth = 1 + random.nextInt(3_000);
    var in = chance(2) ? "[" : "{\"a\":";
    var out = in.equals("[") ? "]" : "}";
    var field = one(List.of("description", "triggerConfig", "tags", "any"));
    return ("{\"" + field + "\":" + in.repeat(depth) + "1" + out.repeat(depth) + "}")
        .getBytes(UTF_8);
  }

  private byte[] cut(String text) {
    return text.substring(0, random.nextInt(text.length())).getBytes(UTF_8);
  }

  private Request framed(
      int framing, StringBuilder head, byte[] body, boolean isHead, boolean isSound) {
    var out = new ByteArrayOutputStream();
    if (body.length == 0) {
      out.writeBytes(
          head.append(chance(3) ? "Content-Length: 0\r\n" : "")
              .append("\r\n")
              .toString()
              .getBytes(ISO_8859_1));
      return new Request(out.toByteArray(), isHead, isSound, false);
    }
    return switch (framing) {
      case 1, 6 -> chunked(head, body, isHead, isSound);
      case 2 -> broken(head, "zz\r\n", isHead);
      case 3 -> broken(head, "5\r\nabc", isHead);
      case 4 -> lengths(head, body, isHead, Integer.toString(body.length + 10), true);
      case 5 ->
          lengths(
              head,
              body,
              isHead,
              one(List.of("-1", "x", "99999999999999999999", "1, 2", "+1")),
              true);
      default -> lengths(head, body, isHead, Integer.toString(body.length), false, isSound);
    };
  }

  private Request chunked(StringBuilder head, byte[] body, boolean isHead, boolean isSound) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        head.append("Transfer-Encoding: chunked\r\n\r\n").toString().getBytes(ISO_8859_1));
    for (int at = 0; at < body.length; ) {
      int size = Math.min(body.length - at, 1 + random.nextInt(8_000));
      out.writeBytes(
          (Integer.toHexString(size) + (chance(9) ? ";x=y" : "") + "\r\n").getBytes(ISO_8859_1));
      out.write(body, at, size);
      out.writeBytes("\r\n".getBytes(ISO_8859_1));
      at += size;
    }
    out.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    return new Request(out.toByteArray(), isHead, isSound, false);
  }

  private static Request broken(StringBuilder head, String chunk, boolean isHead) {
    var text = head.append("Transfer-Encoding: chunked\r\n\r\n").append(chunk).toString();
    return new Request(text.getBytes(ISO_8859_1), isHead, false, true);
  }

  private static Request lengths(
      StringBuilder head, byte[] body, boolean isHead, String length, boolean isCutOff) {
    return lengths(head, body, isHead, length, isCutOff, false);
  }

  private static Request lengths(
      StringBuilder head,
      byte[] body,
      boolean isHead,
      String length,
      boolean isCutOff,
      boolean isSound) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        head.append("Content-Length: ")
            .append(length)
            .append("\r\n\r\n")
            .toString()
            .getBytes(ISO_8859_1));
    out.writeBytes(body);
    return new Request(out.toByteArray(), isHead, isSound, isCutOff);
  }

  /** Once in so many times. */
  private boolean chance(int times) {
    return random.nextInt(times) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
