// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/** Where a service's output and metrics go. */
public record LogConfig(
    String project,
    String logstore,
    boolean enableRequestMetrics,
    boolean enableInstanceMetrics,
    Optional<String> logBeginRule) {}
