// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.metadata.seal.Seal;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;

/**
 * Lends a URL of one archive to whoever holds it, for a while: GetCode's answer is fetched with a
 * plain GET (contract 1.2). Signed with the suite's own key, so that every process knows it again.
 */
@Singleton
class CodeTokens {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  private final Seal seal;
  private final Clock clock;

  CodeTokens(Seal seal, Clock clock) {
    this.seal = seal;
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
    return expires + "." + seal.of("code", sha256 + "\n" + expires);
  }
}
