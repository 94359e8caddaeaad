// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import io.kafunc.metadata.command.FunctionAt;

/** A limit on on-demand instances as FC shows it (contract 1.9). */
public record OnDemandAnswer(String resource, int maximumInstanceCount) {

  public static OnDemandAnswer of(FunctionAt at, int maximumInstanceCount) {
    return new OnDemandAnswer(resource(at), maximumInstanceCount);
  }

  public static String resource(FunctionAt at) {
    return "services/%s.%s/functions/%s"
        .formatted(at.serviceName(), at.qualifier(), at.functionName());
  }
}
