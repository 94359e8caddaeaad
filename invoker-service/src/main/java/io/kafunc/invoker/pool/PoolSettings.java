// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How many instances there may be, and for how long.
 *
 * @param accountLimit {@code kafunc.instances.account-limit}: on-demand instances of all functions
 *     together (F-49)
 * @param idleTimeout {@code kafunc.instances.idle-timeout}: how long an instance without calls is
 *     kept
 * @param freezeAfter {@code kafunc.instances.freeze-after}: how long an instance without calls has
 *     processor time; 0 means as long as it is kept
 * @param parallelStarts {@code kafunc.instances.parallel-starts}: instances of one function that
 *     may be starting at a time; 0 means one per processor, at least two
 * @param provisionedStarts {@code kafunc.instances.provisioned-starts}: provisioned instances of
 *     all functions that may be starting at a time; 0 means one per processor, at least two
 * @param memoryReserve {@code kafunc.instances.memory-reserve}: MB that are left to the host;
 *     waiting asynchronous calls start nothing below it
 * @param drainTimeout {@code kafunc.instances.drain-timeout}: how long a stopping suite lets
 *     running calls and pre-stop hooks end
 */
@ConfigurationProperties("kafunc.instances")
public record PoolSettings(
    @Bindable(defaultValue = "300") int accountLimit,
    @Bindable(defaultValue = "5m") Duration idleTimeout,
    @Bindable(defaultValue = "1s") Duration freezeAfter,
    @Bindable(defaultValue = "0") int parallelStarts,
    @Bindable(defaultValue = "0") int provisionedStarts,
    @Bindable(defaultValue = "256") int memoryReserve,
    @Bindable(defaultValue = "5s") Duration drainTimeout) {}
