// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import jakarta.inject.Singleton;

/** Everything that is made from the log, to be thrown away together. */
@Singleton
final class AllRows {

  private final ServiceRows services;
  private final FunctionRows functions;
  private final VersionRows versions;
  private final AliasRows aliases;
  private final TriggerRows triggers;
  private final OnDemandRows onDemand;
  private final ProvisionRows provisions;
  private final AsyncConfigRows asyncConfigs;
  private final TagRows tags;
  private final BindingRows bindings;
  private final DomainRows domains;
  private final LayerRows layers;
  private final HistoryRows history;

  AllRows(
      ServiceRows services,
      FunctionRows functions,
      VersionRows versions,
      AliasRows aliases,
      TriggerRows triggers,
      OnDemandRows onDemand,
      ProvisionRows provisions,
      AsyncConfigRows asyncConfigs,
      TagRows tags,
      BindingRows bindings,
      DomainRows domains,
      LayerRows layers,
      HistoryRows history) {
    this.services = services;
    this.functions = functions;
    this.versions = versions;
    this.aliases = aliases;
    this.triggers = triggers;
    this.onDemand = onDemand;
    this.provisions = provisions;
    this.asyncConfigs = asyncConfigs;
    this.tags = tags;
    this.bindings = bindings;
    this.domains = domains;
    this.layers = layers;
    this.history = history;
  }

  void deleteAll() {
    services.deleteAll();
    functions.deleteAll();
    versions.deleteAll();
    aliases.deleteAll();
    triggers.deleteAll();
    onDemand.deleteAll();
    provisions.deleteAll();
    asyncConfigs.deleteAll();
    tags.deleteAll();
    bindings.deleteAll();
    domains.deleteAll();
    layers.deleteAll();
    history.deleteAll();
  }
}
