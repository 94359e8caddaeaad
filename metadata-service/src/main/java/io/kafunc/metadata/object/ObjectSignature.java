// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the object protocol signs, in its first version: method, {@code Content-MD5}, {@code
 * Content-Type}, a date (or the second a URL expires), the {@code x-oss-} headers in order of their
 * names, and the resource. Pure.
 */
record ObjectSignature(
    String method,
    String contentMd5,
    String contentType,
    String date,
    TreeMap<String, String> ossHeaders,
    String resource) {

  private static final String PREFIX = "x-oss-";
  private static final String ALGORITHM = "HmacSHA1";

  /** {@code X-Oss-Date} takes the place of {@code Date}. */
  static ObjectSignature of(
      String method, Iterable<Map.Entry<String, String>> headers, String resource) {
    var md5 = "";
    var type = "";
    var date = "";
    var oss = new TreeMap<String, String>();
    for (var header : headers) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      var value = header.getValue() == null ? "" : header.getValue().strip();
      if (name.startsWith(PREFIX)) {
        oss.putIfAbsent(name, value);
      }
      switch (name) {
        case "content-md5" -> md5 = value;
        case "content-type" -> type = value;
        case "date" -> date = value;
        default -> {}
      }
    }
    return new ObjectSignature(
        method, md5, type, oss.getOrDefault("x-oss-date", date), oss, resource);
  }

  /** The same as a URL carries it: the second it expires stands where the date stood. */
  ObjectSignature expiring(String seconds) {
    return new ObjectSignature(method, contentMd5, contentType, seconds, ossHeaders, resource);
  }

  String canonical() {
    var text = new StringBuilder(192);
    text.append(method).append('\n');
    text.append(contentMd5).append('\n');
    text.append(contentType).append('\n');
    text.append(date).append('\n');
    ossHeaders.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.append(resource).toString();
  }

  String sign(String secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(canonical().getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  boolean matches(String secret, String claimed) {
    return MessageDigest.isEqual(sign(secret).getBytes(UTF_8), claimed.getBytes(UTF_8));
  }
}
