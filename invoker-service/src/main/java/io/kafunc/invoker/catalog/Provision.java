// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.httpapi.FcError;
import io.kafunc.schemas.metadata.ProvisionConfig;
import java.util.List;
import java.util.Optional;

/**
 * How many instances of a function under a version or an alias are to be ready, and of which
 * versions.
 *
 * @param shares the versions that get calls, with their parts of them
 * @param missing why some of them cannot run: a version or the function in it is not there
 */
public record Provision(
    QualifiedFunction function,
    ProvisionConfig config,
    List<Share> shares,
    Optional<FcError> missing) {

  /**
   * @param part of all calls, above 0
   */
  public record Share(FunctionSpec spec, double part) {}
}
