// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What FC signs, and how (fc-contract section 2, header form): method, {@code Content-MD5}, {@code
 * Content-Type}, date, the {@code x-fc-} headers in order of their names, and the resource. Pure.
 *
 * <p>The MD5 is signed as it came and never compared with the body: most SDKs compute it wrongly.
 * The resource is the percent-decoded path; for HTTP triggers its query follows, one line a value.
 */
public record Signature(
    String method,
    String contentMd5,
    String contentType,
    String date,
    TreeMap<String, String> fcHeaders,
    String resource) {

  public static final String SCHEME = "FC ";
  private static final String FC_PREFIX = "x-fc-";
  private static final String HTTP_TRIGGER = "/2016-08-15/proxy/";

  /**
   * The signature of a request. {@code headers} are all its headers, in any spelling; {@code
   * X-Fc-Date} takes the place of {@code Date}.
   */
  public static Signature of(
      String method, String rawPath, String rawQuery, Iterable<Map.Entry<String, String>> headers) {
    return rawPath.startsWith(HTTP_TRIGGER)
        ? ofTrigger(method, rawPath, rawQuery, headers)
        : of(method, headers, PercentCoding.decode(rawPath));
  }

  /** That of a request to an HTTP trigger, which a custom domain has under any path. */
  public static Signature ofTrigger(
      String method, String rawPath, String rawQuery, Iterable<Map.Entry<String, String>> headers) {
    return of(method, headers, withQuery(PercentCoding.decode(rawPath), rawQuery));
  }

  private static Signature of(
      String method, Iterable<Map.Entry<String, String>> headers, String resource) {
    String md5 = "";
    String type = "";
    String date = "";
    TreeMap<String, String> fc = new TreeMap<>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey();
      String value = header.getValue() == null ? "" : header.getValue().strip();
      if (name.regionMatches(true, 0, FC_PREFIX, 0, FC_PREFIX.length())) {
        fc.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
      } else if (name.equalsIgnoreCase("Content-Type")) {
        type = value;
      } else if (name.equalsIgnoreCase("Content-MD5")) {
        md5 = value;
      } else if (name.equalsIgnoreCase("Date")) {
        date = value;
      }
    }
    return new Signature(method, md5, type, fc.getOrDefault("x-fc-date", date), fc, resource);
  }

  /** The same with another date: a signed URL has the second of its end there. */
  Signature dated(String other) {
    return new Signature(method, contentMd5, contentType, other, fcHeaders, resource);
  }

  /**
   * The same with another resource: some clients sign the path as it stands in the request line.
   */
  public Signature forResource(String other) {
    return new Signature(method, contentMd5, contentType, date, fcHeaders, other);
  }

  /** The text under the HMAC. */
  public String canonical() {
    StringBuilder text = new StringBuilder(192);
    text.append(method).append('\n');
    text.append(contentMd5).append('\n');
    text.append(contentType).append('\n');
    text.append(date).append('\n');
    fcHeaders.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.append(resource).toString();
  }

  /** The base64 that stands in {@code Authorization} after the key's id. */
  public String sign(Credentials credentials) {
    return Base64.getEncoder().encodeToString(credentials.hmac(canonical()));
  }

  /** Whether {@code claimed} is this request's signature; time does not tell how much of it is. */
  public boolean matches(Credentials credentials, String claimed) {
    return MessageDigest.isEqual(sign(credentials).getBytes(UTF_8), claimed.getBytes(UTF_8));
  }

  /** An HTTP trigger's resource: the path, then the sorted lines of the query, decoded. */
  static String withQuery(String path, String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return path + "\n";
    }
    return Stream.of(rawQuery.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(Signature::line)
        .sorted()
        .collect(Collectors.joining("\n", path + "\n", ""));
  }

  /** {@code key=} written as {@code key}, in lines that begin with a newline. */
  static String bareEmptyValues(String lines) {
    return sorted(lines, line -> line.endsWith("=") ? line.substring(0, line.length() - 1) : line);
  }

  /** {@code key} written as {@code key=}. */
  static String explicitEmptyValues(String lines) {
    return sorted(lines, line -> line.isEmpty() || line.contains("=") ? line : line + "=");
  }

  private static String sorted(String lines, UnaryOperator<String> change) {
    return Stream.of(lines.substring(1).split("\n"))
        .map(change)
        .sorted()
        .collect(Collectors.joining("\n", "\n", ""));
  }

  private static String line(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return PercentCoding.decodeQuery(pair);
    }
    String key = PercentCoding.decodeQuery(pair.substring(0, equals));
    return key + "=" + PercentCoding.decodeQuery(pair.substring(equals + 1));
  }
}
