// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An access key, its secret and the account it belongs to. Keeps an HMAC-SHA256 already keyed with
 * the secret, cloned for each use, so that a signature costs two hashes and no lookup. Safe for any
 * thread. Never prints the secret.
 */
public final class Credentials {

  private static final String ALGORITHM = "HmacSHA256";

  private final String accountId;
  private final String accessKeyId;
  private final String accessKeySecret;
  private final Mac keyed;

  public Credentials(String accountId, String accessKeyId, String accessKeySecret) {
    this.accountId = requireNonNull(accountId, "accountId is null");
    this.accessKeyId = requireNonNull(accessKeyId, "accessKeyId is null");
    this.accessKeySecret = requireNonNull(accessKeySecret, "accessKeySecret is null");
    this.keyed = keyed(accessKeySecret);
  }

  public String accountId() {
    return accountId;
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  public String accessKeySecret() {
    return accessKeySecret;
  }

  /** Whether this is the secret; takes the same time for any wrong one of its length. */
  public boolean hasSecret(String candidate) {
    return MessageDigest.isEqual(accessKeySecret.getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  byte[] hmac(String text) {
    try {
      return ((Mac) keyed.clone()).doFinal(text.getBytes(UTF_8));
    } catch (CloneNotSupportedException _) {
      return keyed(accessKeySecret).doFinal(text.getBytes(UTF_8));
    }
  }

  private static Mac keyed(String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the access key secret is empty");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "Credentials[accountId=" + accountId + ", accessKeyId=" + accessKeyId + "]";
  }
}
