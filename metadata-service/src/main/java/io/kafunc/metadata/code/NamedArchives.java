// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import io.kafunc.metadata.projection.FunctionRows;
import io.kafunc.metadata.projection.LayerRows;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;

/**
 * Which archives something names: a function under LATEST, one that a version froze, a version of a
 * layer.
 */
@Singleton
class NamedArchives {

  private final FunctionRows functions;
  private final LayerRows layers;

  NamedArchives(FunctionRows functions, LayerRows layers) {
    this.functions = functions;
    this.layers = layers;
  }

  /** By their SHA-256, as far as events have been projected. */
  Set<String> all() {
    var all = new HashSet<>(functions.archives());
    all.addAll(layers.archives());
    return all;
  }
}
