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
 * @param cgroupParent {@code kafunc.sandbox.cgroup-parent}: the control group below which those of
 *     the instances are made, seen from where control groups are mounted
 * @param cpuQuota {@code kafunc.sandbox.cpu-quota}: whether an instance gets no more of the
 *     processors than its memory size says (3072 MB: two), also when nobody else wants them
 */
@ConfigurationProperties("kafunc.sandbox")
public record SandboxSettings(
    @Bindable(defaultValue = "auto") String rung,
    @Bindable(defaultValue = "false") boolean allowInsecure,
    @Bindable(defaultValue = "kafunc") String cgroupParent,
    @Bindable(defaultValue = "false") boolean cpuQuota) {}
