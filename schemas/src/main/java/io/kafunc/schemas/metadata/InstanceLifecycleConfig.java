// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/** Hooks around an instance's freeze and stop. */
public record InstanceLifecycleConfig(
    Optional<LifecycleHook> preFreeze, Optional<LifecycleHook> preStop) {}
