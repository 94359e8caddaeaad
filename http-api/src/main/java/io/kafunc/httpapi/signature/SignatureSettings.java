// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * How strict the signature check is.
 *
 * @param maxSkew {@code kafunc.signature.max-skew}: how far a request's date may be from our clock
 * @param openPaths {@code kafunc.signature.open-paths}: paths, with what is below them, that
 *     anybody may read without a signature
 */
@ConfigurationProperties("kafunc.signature")
public record SignatureSettings(
    @Bindable(defaultValue = "15m") Duration maxSkew,
    @Bindable(defaultValue = "/health,/prometheus,/openapi.yaml") List<String> openPaths) {

  boolean isOpen(String path) {
    for (String open : openPaths) {
      if (path.startsWith(open)
          && (path.length() == open.length() || path.charAt(open.length()) == '/')) {
        return true;
      }
    }
    return false;
  }
}
