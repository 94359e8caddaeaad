// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How asynchronous calls are accepted and drained.
 *
 * @param enabled whether this invoker takes and drains asynchronous calls
 * @param slots most instances' worth of calls of one function and qualifier that are given to its
 *     pool at once
 * @param ahead calls claimed beyond them, so that no slot waits for Kafka
 * @param inFlight most calls handed out by one partition at once, over all functions
 * @param windowBytes most memory for payloads that wait at the heads of queues
 * @param acceptBytes most memory for payloads that are on their way to Kafka
 * @param deliveryTimeout how long Kafka may take to keep a call before it is refused with 503
 * @param snapshotInterval how often the open calls are written down
 * @param drainTimeout how long running calls may end when the service stops
 * @param retries attempts after the first, where no async-invoke config says otherwise
 * @param maxAge after which a call expires, where no async-invoke config says otherwise
 * @param retryDelay before the first retry and before a queue that found no room is served again;
 *     each further time waits twice as long
 * @param deadLetters most that a partition keeps; the oldest go
 * @param statefulRetention how long an ended stateful call is remembered with its payload and
 *     result; its id belongs to it until then
 * @param statefulCalls most ended ones that a partition remembers; the oldest go
 */
@ConfigurationProperties("kafunc.async")
public record AsyncSettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "128") int slots,
    @Bindable(defaultValue = "2") int ahead,
    @Bindable(defaultValue = "4096") int inFlight,
    @Bindable(defaultValue = "67108864") long windowBytes,
    @Bindable(defaultValue = "67108864") long acceptBytes,
    @Bindable(defaultValue = "8s") Duration deliveryTimeout,
    @Bindable(defaultValue = "10s") Duration snapshotInterval,
    @Bindable(defaultValue = "3s") Duration drainTimeout,
    @Bindable(defaultValue = "3") int retries,
    @Bindable(defaultValue = "1d") Duration maxAge,
    @Bindable(defaultValue = "500ms") Duration retryDelay,
    @Bindable(defaultValue = "10000") int deadLetters,
    @Bindable(defaultValue = "7d") Duration statefulRetention,
    @Bindable(defaultValue = "50000") int statefulCalls) {}
