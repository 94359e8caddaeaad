// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import io.kafunc.httpapi.server.PublicAddress;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** URLs under which an archive is fetched with a plain GET, for a while. */
@Singleton
public class CodeUrls {

  private final CodeTokens tokens;

  CodeUrls(CodeTokens tokens) {
    this.tokens = tokens;
  }

  /** One at the host that the caller asked. */
  public String lend(HttpRequest<?> request, String sha256) {
    return "%s/kafunc/code/%s?token=%s"
        .formatted(PublicAddress.of(request), sha256, tokens.issue(sha256));
  }
}
