// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import java.util.Optional;

/**
 * The fields of a trigger that a request sets; an absent one keeps what is.
 *
 * @param json triggerConfig as JSON text, which only its kind understands
 */
public record TriggerChange(
    Optional<String> description,
    Optional<String> sourceArn,
    Optional<String> invocationRole,
    Optional<String> qualifier,
    Optional<String> json) {}
