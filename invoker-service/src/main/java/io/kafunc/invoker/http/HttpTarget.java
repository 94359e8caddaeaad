// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.kafunc.invoker.catalog.CustomDomain;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.schemas.metadata.DomainRoute;
import java.util.Set;

/**
 * What a request's host and path name.
 *
 * @param path what the function sees as its path, decoded
 * @param methods those that the domain's route allows; empty for any
 */
record HttpTarget(QualifiedFunction function, String path, Set<String> methods) {

  private static final String LATEST = "LATEST";

  /** A custom domain's function sees the whole path (contract 1.8). */
  static HttpTarget of(CustomDomain domain, DomainRoute route, String path) {
    return new HttpTarget(
        new QualifiedFunction(
            domain.accountId(),
            route.serviceName(),
            route.qualifier().orElse(LATEST),
            route.functionName()),
        path,
        Set.copyOf(route.methods()));
  }
}
