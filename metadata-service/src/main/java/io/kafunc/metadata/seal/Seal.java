// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.signature.AccessKeys;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts that are handed out and come back, with the suite's own key, so that every process
 * knows its seal again and nobody else can make one. Thread-safe.
 */
@Singleton
public final class Seal {

  private static final String ALGORITHM = "HmacSHA256";

  private final AccessKeys keys;

  Seal(AccessKeys keys) {
    this.keys = keys;
  }

  /** In hexadecimal; a seal for one purpose is worth nothing for another. */
  public String of(String purpose, String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(keys.own().accessKeySecret().getBytes(UTF_8), ALGORITHM));
      return HexFormat.of()
          .formatHex(mac.doFinal(("kafunc " + purpose + "\n" + text).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
