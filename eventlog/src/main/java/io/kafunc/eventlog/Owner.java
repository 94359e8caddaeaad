// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/**
 * The one writer of a partition, as its fence names it.
 *
 * @param epoch the position of the fence
 */
public record Owner(Node node, long epoch) {}
