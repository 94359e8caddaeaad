// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** The open calls of a partition as values: no Kafka, no threads, no clock. */
package io.kafunc.invoker.async.queue;
