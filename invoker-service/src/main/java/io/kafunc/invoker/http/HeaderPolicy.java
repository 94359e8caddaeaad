// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static io.kafunc.httpapi.ErrorCode.BAD_RESPONSE;

import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.runtime.ResponseHead;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which headers pass between client and function (contract 1.7). Those of one connection and those
 * that are ours do not, without a word; what is no HTTP is the function's fault. Pure.
 */
final class HeaderPolicy {

  /** Names and values of an answer's headers together. */
  static final int MAX_ANSWER_BYTES = 8 * 1024;

  private static final String FC = "x-fc-";
  private static final String OURS = "x-kafunc-";
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> SERVERS = Set.of("content-length", "date", "server");

  /**
   * @param signed whether the request was for a trigger that asks for signatures: then its proof is
   *     not the function's business
   */
  static boolean passesToFunction(String name, boolean signed) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isOurs(lower)
        && !HOP_BY_HOP.contains(lower)
        && !(signed && lower.equals("authorization"));
  }

  static boolean passesToClient(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isOurs(lower) && !HOP_BY_HOP.contains(lower) && !SERVERS.contains(lower);
  }

  /** Whoever hands headers on as CGI does takes an underscore and a hyphen for the same. */
  private static boolean isOurs(String lower) {
    String name = lower.replace('_', '-');
    return name.startsWith(FC) || name.startsWith(OURS);
  }

  /** Why an answer is none, where it is not. */
  static Optional<FcError> fault(ResponseHead head) {
    if (head.status() < 200 || head.status() > 599) {
      return bad("the function set the status code %d".formatted(head.status()));
    }
    int size = 0;
    for (var header : head.headers().entrySet()) {
      if (!isToken(header.getKey())) {
        return bad("the function set a header whose name is no token: '%s'", header.getKey());
      }
      for (String value : header.getValue()) {
        if (!isFieldValue(value)) {
          return bad("the function set a value that no header can have: '%s'", header.getKey());
        }
        size += header.getKey().length() + value.length();
      }
    }
    return size > MAX_ANSWER_BYTES
        ? bad("the function's response headers exceed %d bytes".formatted(MAX_ANSWER_BYTES))
        : Optional.empty();
  }

  private static Optional<FcError> bad(String text, String name) {
    return bad(text.formatted(name.replaceAll("\\p{Cntrl}", "?")));
  }

  private static Optional<FcError> bad(String message) {
    return Optional.of(BAD_RESPONSE.saying(message));
  }

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  /** Octets, as HTTP has them: what is beyond them would be cut on the wire. */
  private static boolean isFieldValue(String value) {
    return value.chars().allMatch(c -> c == '\t' || c >= ' ' && c != 0x7f && c <= 0xff);
  }

  /** Blanks around a value are not part of it (RFC 9110, 5.5), and the server takes none. */
  static String onTheWire(String value) {
    return value.strip();
  }

  private HeaderPolicy() {}
}
