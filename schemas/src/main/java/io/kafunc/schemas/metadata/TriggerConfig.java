// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/** What a trigger is; its own settings stay JSON because each kind checks its own. */
public record TriggerConfig(
    String triggerType,
    String description,
    Optional<String> sourceArn,
    Optional<String> invocationRole,
    Optional<String> qualifier,
    String json) {}
