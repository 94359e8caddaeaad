// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Optional;

/**
 * The access key, when the operator gives it: both or neither. Without it the first start makes one
 * and keeps it in the data folder.
 *
 * @param accessKeyId {@code kafunc.access-key-id}: the id, which is public
 * @param accessKeySecret {@code kafunc.access-key-secret}: its secret
 */
@ConfigurationProperties("kafunc")
record KeySettings(Optional<String> accessKeyId, Optional<String> accessKeySecret) {

  /** A colon ends it in every form of the {@code Authorization} header. */
  private static final String ID = "[!-9;-~]{1,128}";

  KeySettings {
    accessKeyId = accessKeyId.filter(id -> !id.isBlank());
    accessKeySecret = accessKeySecret.filter(secret -> !secret.isBlank());
    if (accessKeyId.isPresent() != accessKeySecret.isPresent()) {
      throw new IllegalArgumentException(
          "kafunc.access-key-id and kafunc.access-key-secret are given together or not at all");
    }
    if (!accessKeyId.map(id -> id.matches(ID)).orElse(true)) {
      throw new IllegalArgumentException(
          "kafunc.access-key-id is '%s' (allowed: 1 to 128 visible characters of ASCII, no colon)"
              .formatted(accessKeyId.get()));
    }
  }

  @Override
  public String toString() {
    return "KeySettings[accessKeyId=" + accessKeyId.orElse("-") + "]";
  }
}
