// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.INVALID_ARGUMENT;
import static io.kafunc.metadata.object.ObjectError.INVALID_DIGEST;

import io.micronaut.http.HttpHeaders;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an object's headers say of it when it is put. Pure. */
final class ObjectHeaders {

  private static final String META = "x-oss-meta-";
  private static final String TYPE = "content-type";
  private static final int MD5_BYTES = 16;
  private static final int MOST_BYTES = 8192;

  private static final Set<String> KEPT =
      Set.of(
          TYPE,
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires");

  /** Those that are kept and answered as they came. */
  static Map<String, String> kept(HttpHeaders headers) {
    var kept = new HashMap<String, String>();
    kept.put(TYPE, "application/octet-stream");
    int bytes = 0;
    for (var name : headers.names()) {
      var plain = name.toLowerCase(Locale.ROOT);
      if (KEPT.contains(plain) || plain.startsWith(META)) {
        var value = headers.get(name);
        if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
          throw INVALID_ARGUMENT.saying(name + " holds a control character.");
        }
        bytes += plain.length() + value.length();
        kept.put(plain, value);
      }
    }
    if (bytes > MOST_BYTES) {
      throw INVALID_ARGUMENT.saying("The headers of the object exceed 8 KB.");
    }
    return kept;
  }

  /** The digest the sender expects, when it says one. */
  static Optional<byte[]> md5(HttpHeaders headers) {
    var text = headers.get("Content-MD5");
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      var md5 = Base64.getDecoder().decode(text.strip());
      if (md5.length == MD5_BYTES) {
        return Optional.of(md5);
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw INVALID_DIGEST.refusal();
  }

  private ObjectHeaders() {}
}
