// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import java.time.Instant;

/**
 * Who asks, in which request, and when that was: all that a decision may know of the world. Drawn
 * at the edge, so that the same command always gives the same event.
 */
public record Author(String accountId, String actor, String requestId, Instant time) {}
