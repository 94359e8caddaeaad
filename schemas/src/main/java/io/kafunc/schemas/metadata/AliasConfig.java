// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Where an alias points (F-17). */
public record AliasConfig(
    long versionId, String description, Map<String, Double> additionalVersionWeight) {
  public AliasConfig {
    additionalVersionWeight = Collections.unmodifiableMap(new TreeMap<>(additionalVersionWeight));
  }
}
