// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.util.Optional;

/**
 * Which lines are asked for.
 *
 * @param text what they must say
 * @param after the last row of the page before
 */
public record OutputQuery(
    String accountId,
    Optional<String> serviceName,
    Optional<String> functionName,
    Optional<String> requestId,
    SearchText text,
    Span span,
    Optional<Cursor> after,
    int limit) {}
