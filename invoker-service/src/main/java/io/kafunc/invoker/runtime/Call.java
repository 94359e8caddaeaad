// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

/**
 * One call as its instance gets it.
 *
 * @param event the caller's bytes
 * @param retryCount how often an asynchronous call was tried before, in {@code context.retryCount}
 */
public record Call(String requestId, byte[] event, int retryCount) {}
