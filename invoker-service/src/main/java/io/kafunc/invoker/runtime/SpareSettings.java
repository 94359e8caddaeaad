// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Processes that are booted and sandboxed before there is a function for them.
 *
 * @param perRuntime {@code kafunc.spares.per-runtime}: how many are kept of each runtime in use; 0
 *     for none ever
 * @param most {@code kafunc.spares.most}: how many at most while many are taken
 * @param sandboxes {@code kafunc.spares.sandboxes}: how many sandboxes stand empty, for processes
 *     that have to be booted while somebody waits; 0 for none ever
 * @param forgetAfter {@code kafunc.spares.forget-after}: a runtime that no instance was started of
 *     for so long is not in use any more
 */
@ConfigurationProperties("kafunc.spares")
public record SpareSettings(
    @Bindable(defaultValue = "2") int perRuntime,
    @Bindable(defaultValue = "16") int most,
    @Bindable(defaultValue = "2") int sandboxes,
    @Bindable(defaultValue = "15m") Duration forgetAfter) {}
