// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** A Kafka broker in this process, for a suite that is given none. */
package io.kafunc.standalone.broker;
