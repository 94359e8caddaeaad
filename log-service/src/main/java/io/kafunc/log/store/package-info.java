// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** The port behind which records and lines are kept: rows in, answers out, places in Kafka. */
package io.kafunc.log.store;
