// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.signature.Credentials;
import io.kafunc.httpapi.signature.RequestSigner;
import io.kafunc.httpapi.signature.Signature;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes requests as bytes, signed as an SDK signs them; good for fifteen minutes. */
final class SignedRequests {

  private static final String BASE = "/2016-08-15";

  private final RequestSigner signer;

  SignedRequests(Credentials credentials) {
    this.signer = new RequestSigner(credentials, Clock.systemUTC());
  }

  byte[] get(String path) {
    return bytes("GET", BASE + path, Map.of(), new byte[0]);
  }

  byte[] post(String path, String json) {
    return bytes("POST", BASE + path, Map.of(), json.getBytes(UTF_8));
  }

  byte[] put(String path, String json) {
    return bytes("PUT", BASE + path, Map.of(), json.getBytes(UTF_8));
  }

  byte[] invoke(String service, String function, byte[] event) {
    return bytes("POST", invocations(service, function), Map.of(), event);
  }

  byte[] invokeAsync(String service, String function, byte[] event) {
    var async = Map.of("X-Fc-Invocation-Type", "Async");
    return bytes("POST", invocations(service, function), async, event);
  }

  private static String invocations(String service, String function) {
    return BASE + "/services/" + service + "/functions/" + function + "/invocations";
  }

  private byte[] bytes(String method, String target, Map<String, String> more, byte[] body) {
    var headers = new LinkedHashMap<>(more);
    headers.put("Host", "127.0.0.1");
    headers.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now()));
    headers.put("Content-Type", "application/json");
    headers.put("Content-Length", Integer.toString(body.length));
    int query = target.indexOf('?');
    var signature =
        Signature.of(
            method,
            query < 0 ? target : target.substring(0, query),
            query < 0 ? null : target.substring(query + 1),
            headers.entrySet());
    headers.put("Authorization", signer.authorization(signature));
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }
}
