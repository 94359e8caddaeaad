// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import io.kafunc.schemas.invocation.InvocationStatus;
import java.util.Optional;

/**
 * Which records are asked for.
 *
 * @param attempts whether attempts that another followed are wanted too
 * @param span of the end
 * @param after the last row of the page before
 */
public record InvocationQuery(
    String accountId,
    Optional<String> serviceName,
    Optional<String> functionName,
    Optional<String> qualifier,
    Optional<String> version,
    Optional<InvocationStatus> status,
    boolean attempts,
    Span span,
    Optional<Cursor> after,
    int limit) {}
