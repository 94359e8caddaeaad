// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** From Kafka into the store: each row once, and its place with it. */
package io.kafunc.log.ingest;
