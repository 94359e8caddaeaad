// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How instances are isolated.
 *
 * @param rung {@code kafunc.sandbox.rung}: {@code auto} takes the strongest rung that works; or
 *     {@code bubblewrap}, or {@code process}
 * @param allowInsecure {@code kafunc.sandbox.allow-insecure}: allows the rung without isolation
 *     although the API is not bound to loopback
 */
@ConfigurationProperties("kafunc.sandbox")
public record SandboxSettings(
    @Bindable(defaultValue = "auto") String rung,
    @Bindable(defaultValue = "false") boolean allowInsecure) {}
