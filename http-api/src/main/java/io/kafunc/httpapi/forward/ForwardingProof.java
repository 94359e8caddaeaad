// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.forward;

import io.kafunc.httpapi.signature.Credentials;
import io.kafunc.httpapi.signature.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * What tells a process of the suite from anybody else: the second it forwarded at, under an HMAC
 * with the key that all of them hold. It says nothing of the request, because it only goes from one
 * of them to another, where the request's own signature is checked again. Pure.
 */
final class ForwardingProof {

  /** No method of HTTP, so that no request's signature, which others may see, is a proof. */
  private static final String DOMAIN = "kafunc forwarded";

  static String of(Credentials own, Instant sent) {
    String second = Long.toString(sent.getEpochSecond());
    return second + " " + signature(second).sign(own);
  }

  /** Whether a holder of the key made this, no further from now than {@code maxSkew}. */
  static boolean holds(String proof, Credentials own, Instant now, Duration maxSkew) {
    int space = proof.indexOf(' ');
    String second = proof.substring(0, Math.max(space, 0));
    if (!second.matches("[0-9]{1,11}")) {
      return false;
    }
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(second)), now).abs();
    return age.compareTo(maxSkew) <= 0
        && signature(second).matches(own, proof.substring(space + 1));
  }

  private static Signature signature(String second) {
    return new Signature(DOMAIN, "", "", second, new TreeMap<>(), "");
  }

  private ForwardingProof() {}
}
