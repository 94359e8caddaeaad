// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;
import java.util.Optional;

/**
 * Which function answers a path of a custom domain.
 *
 * @param path exact, or with a trailing {@code *}
 * @param methods empty for all
 */
public record DomainRoute(
    String path,
    String serviceName,
    String functionName,
    Optional<String> qualifier,
    List<String> methods) {
  public DomainRoute {
    methods = List.copyOf(methods);
  }
}
