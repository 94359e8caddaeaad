// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import java.util.Map;
import java.util.Optional;

/**
 * The fields of an alias that a request sets; an absent one keeps what is.
 *
 * @param additionalVersionWeight an empty map clears the weights
 */
public record AliasChange(
    Optional<String> versionId,
    Optional<String> description,
    Optional<Map<String, Double>> additionalVersionWeight) {}
