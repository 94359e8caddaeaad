// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Calls that reach an invoker which does not drain the queues. */
package io.kafunc.invoker.async.forward;
