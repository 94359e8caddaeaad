// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import java.util.ArrayList;
import java.util.Optional;

/**
 * The signature of a URL that can be handed on (fc-contract section 2): in the query, and good
 * until a second of its own. Pure.
 *
 * @param expires Unix seconds, as they stand there
 * @param signedQuery the raw query without the signature
 */
record SignedUrl(String accessKeyId, String expires, String signature, String signedQuery) {

  private static final String KEY = "x-fc-access-key-id";
  private static final String EXPIRES = "x-fc-expires";
  private static final String SIGNATURE = "x-fc-signature";

  /** Empty when the query has no signature; what else is missing is then the empty text. */
  static Optional<SignedUrl> of(String rawQuery) {
    if (rawQuery == null || !rawQuery.contains(SIGNATURE)) {
      return Optional.empty();
    }
    String key = "";
    String expires = "";
    String signature = "";
    var signed = new ArrayList<String>();
    for (String pair : rawQuery.split("&")) {
      int equals = pair.indexOf('=');
      String name = PercentCoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (name.equals(SIGNATURE)) {
        // Base64 has plus signs, and not everybody escapes them.
        signature = PercentCoding.decode(value);
        continue;
      }
      signed.add(pair);
      if (name.equals(KEY)) {
        key = PercentCoding.decodeQuery(value);
      } else if (name.equals(EXPIRES)) {
        expires = PercentCoding.decodeQuery(value);
      }
    }
    return signature.isEmpty()
        ? Optional.empty()
        : Optional.of(new SignedUrl(key, expires, signature, String.join("&", signed)));
  }
}
