// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

/** How the calls of one function under one qualifier are treated. */
public record CallRule(RetryPolicy retry) {}
