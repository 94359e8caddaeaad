// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * Asynchronous calls: accepted onto Kafka, kept in a queue per function, drained at the speed of
 * all instances.
 */
package io.kafunc.invoker.async;
