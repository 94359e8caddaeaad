// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/**
 * How a function's asynchronous calls are tried again and where they end; what is absent is the
 * standard.
 *
 * @param onSuccess destination of calls that succeeded; {@code onFailure} of those that failed for
 *     good
 * @param maxAsyncRetryAttempts further attempts after the first
 */
public record AsyncInvokeConfig(
    Optional<String> onSuccess,
    Optional<String> onFailure,
    Optional<Integer> maxAsyncEventAgeInSeconds,
    Optional<Integer> maxAsyncRetryAttempts,
    Optional<Boolean> statefulInvocation) {}
