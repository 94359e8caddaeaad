// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** The event log on Kafka: tail, fence, election, topics and schemas. */
package io.kafunc.eventlog.kafka;
