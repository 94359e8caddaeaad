// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.signature.AccessKeys;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lends a URL of one archive to whoever holds it, for a while: GetCode's answer is fetched with a
 * plain GET (contract 1.2). Signed with the suite's own key, so that every process knows it again.
 */
@Singleton
class CodeTokens {

  static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final String ALGORITHM = "HmacSHA256";

  private final AccessKeys keys;
  private final Clock clock;

  CodeTokens(AccessKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** {@code <seconds since 1970>.<signature>}. */
  String issue(String sha256) {
    return token(sha256, clock.instant().plus(LIFETIME).getEpochSecond());
  }

  boolean isValid(String sha256, String token) {
    int dot = token.indexOf('.');
    try {
      long expires = Long.parseLong(token.substring(0, Math.max(dot, 0)));
      boolean isOurs =
          MessageDigest.isEqual(token(sha256, expires).getBytes(UTF_8), token.getBytes(UTF_8));
      return isOurs && clock.instant().getEpochSecond() < expires;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private String token(String sha256, long expires) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(keys.own().accessKeySecret().getBytes(UTF_8), ALGORITHM));
      var signature = mac.doFinal(("kafunc code\n" + sha256 + "\n" + expires).getBytes(UTF_8));
      return expires + "." + HexFormat.of().formatHex(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
