// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

/**
 * A function under a qualifier, there or not: what limits and configurations are for.
 *
 * @param qualifier a version's number, an alias or {@code LATEST}
 */
public record QualifiedFunction(
    String accountId, String serviceName, String qualifier, String functionName) {

  public static QualifiedFunction of(FunctionSpec spec) {
    return new QualifiedFunction(
        spec.accountId(), spec.serviceName(), spec.qualifier(), spec.functionName());
  }
}
