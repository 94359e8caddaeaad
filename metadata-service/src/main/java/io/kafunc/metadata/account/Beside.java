// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

/**
 * What an account has beside its services: a tree for each noun, by name.
 *
 * @param onDemand limits on on-demand instances, by {@code <service>.<qualifier>/<function>}
 */
public record Beside(
    Tree<String, OnDemandState> onDemand,
    Tree<String, DomainState> domains,
    Tree<String, LayerState> layers) {

  static final Beside NOTHING = new Beside(Tree.empty(), Tree.empty(), Tree.empty());

  public Beside withOnDemand(Tree<String, OnDemandState> other) {
    return new Beside(other, domains, layers);
  }

  public Beside withDomains(Tree<String, DomainState> other) {
    return new Beside(onDemand, other, layers);
  }

  public Beside withLayers(Tree<String, LayerState> other) {
    return new Beside(onDemand, domains, other);
  }
}
