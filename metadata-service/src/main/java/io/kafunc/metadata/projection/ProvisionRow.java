// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A configuration of provisioned instances.
 *
 * @param resource its name in lists: account, service, qualifier and function
 * @param body the answer, without what only the invoker knows
 */
@MappedEntity("provision_row")
public record ProvisionRow(
    @Id String resource,
    String accountId,
    String serviceName,
    String functionName,
    String qualifier,
    long revision,
    String body) {}
