// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static java.util.Objects.requireNonNull;

import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * Who calls: the account, and the access key that proved it. A controller declares a parameter of
 * this type and gets it.
 */
public record Caller(String accountId, String accessKeyId) {

  private static final String ATTRIBUTE = "kafunc.caller";

  public Caller {
    requireNonNull(accountId, "accountId is null");
    requireNonNull(accessKeyId, "accessKeyId is null");
  }

  /** The caller of this request; empty on open paths. */
  public static Optional<Caller> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Caller.class);
  }

  /** Notes on the request who it is from. */
  public void attachTo(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
