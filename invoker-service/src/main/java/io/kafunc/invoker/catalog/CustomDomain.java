// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.schemas.metadata.DomainRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A host whose paths are functions' (contract 1.8). Immutable. */
public record CustomDomain(String domainName, String accountId, List<DomainRoute> routes) {

  private static final String WILDCARD = "*";

  public CustomDomain {
    routes = List.copyOf(routes);
  }

  /** The route of a path: the one that names it, else the longest that begins it. */
  public Optional<DomainRoute> route(String path) {
    return routes.stream()
        .filter(route -> matches(route.path(), path))
        .max(
            Comparator.<DomainRoute>comparingInt(route -> route.path().equals(path) ? 1 : 0)
                .thenComparingInt(route -> route.path().length()));
  }

  /** {@code /a/*} is for {@code /a} too, but not for {@code /ab}. */
  private static boolean matches(String pattern, String path) {
    if (!pattern.endsWith(WILDCARD)) {
      return path.equals(pattern);
    }
    String begin = pattern.substring(0, pattern.length() - WILDCARD.length());
    return path.startsWith(begin) || begin.endsWith("/") && begin.equals(path + "/");
  }
}
