// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** What remains of a call: its record and its output, in Kafka, also when Kafka was away. */
package io.kafunc.invoker.journal;
