// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/** How a custom container starts. */
public record CustomContainerConfig(
    String image,
    Optional<String> command,
    Optional<String> args,
    Optional<String> accelerationType,
    Optional<String> instanceId) {}
