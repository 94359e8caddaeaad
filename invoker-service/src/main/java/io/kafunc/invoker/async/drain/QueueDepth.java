// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import java.time.Instant;
import java.util.Optional;

/**
 * How long a queue is.
 *
 * @param queue its name, {@code account/service.qualifier/function}
 * @param waiting calls that wait in it; those whose next attempt has a time are not among them
 * @param running calls that were handed out
 * @param oldest when the first of those that wait and whose payloads are held was accepted: later
 *     than the queue's first while that one has not been fetched, empty while none is held
 */
public record QueueDepth(String queue, int waiting, int running, Optional<Instant> oldest) {}
