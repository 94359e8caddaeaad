// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.command.FunctionAt;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A configuration of asynchronous calls.
 *
 * @param createdTime microseconds since 1970
 * @param stateful whether the calls keep their states
 * @param body the answer, whole
 */
@MappedEntity("async_config_row")
public record AsyncConfigRow(
    @Id String id,
    String accountId,
    String serviceName,
    String functionName,
    String qualifier,
    long createdTime,
    long revision,
    boolean stateful,
    String body) {

  public static String id(String accountId, FunctionAt at) {
    return String.join("/", accountId, at.serviceName(), at.functionName(), at.qualifier());
  }
}
