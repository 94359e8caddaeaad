// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/** What a service sets for all its functions (F-3). */
public record ServiceConfig(
    String description,
    String role,
    LogConfig logConfig,
    Optional<VpcConfig> vpcConfig,
    boolean internetAccess,
    Optional<NasConfig> nasConfig,
    Optional<TracingConfig> tracingConfig) {}
