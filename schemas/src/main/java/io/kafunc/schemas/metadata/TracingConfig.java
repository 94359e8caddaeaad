// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tracing of a service. */
public record TracingConfig(Optional<String> type, Map<String, String> params) {
  public TracingConfig {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }
}
