// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.schemas.metadata.AliasConfig;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.AliasEvent.AliasUpdated;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import io.kafunc.schemas.metadata.OfService;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.VersionEvent;
import io.kafunc.schemas.metadata.VersionEvent.VersionDeleted;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the log says of one service: LATEST, its versions, its aliases and how they are run.
 * Immutable; {@link #evolve} replays facts and judges nothing.
 */
record ServiceView(
    FrozenService latest,
    Map<Long, FrozenService> versions,
    Map<String, AliasConfig> aliases,
    ServiceSettings settings) {

  ServiceView {
    versions = Map.copyOf(versions);
    aliases = Map.copyOf(aliases);
  }

  /** The service after one more event of it; empty once it has been deleted. */
  static Optional<ServiceView> evolve(Optional<ServiceView> before, OfService event) {
    return switch (event) {
      case ServiceCreated created ->
          Optional.of(
              new ServiceView(FrozenService.of(created), Map.of(), Map.of(), ServiceSettings.NONE));
      case ServiceDeleted _ -> Optional.empty();
      case ServiceUpdated updated -> before.map(view -> view.latest(view.latest.with(updated)));
      case FunctionEvent function -> before.map(view -> view.with(function));
      case VersionEvent version -> before.map(view -> view.with(version));
      case AliasEvent alias -> before.map(view -> view.with(alias));
      case TriggerEvent trigger -> before.map(view -> view.settings(view.settings.with(trigger)));
      case ProvisionEvent provision ->
          before.map(view -> view.settings(view.settings.with(provision)));
      case AsyncConfigEvent config -> before.map(view -> view.settings(view.settings.with(config)));
      case TagEvent _ -> before;
      case BindingEvent _ -> before;
    };
  }

  /** The versions a version's number or an alias sends calls to, with their parts of them. */
  Map<Long, Double> parts(String qualifier) {
    var alias = aliases.get(qualifier);
    return alias == null ? Map.of(Long.parseLong(qualifier), 1.0) : VersionDraw.parts(alias);
  }

  private ServiceView with(FunctionEvent event) {
    return switch (event) {
      case FunctionCreated created -> latest(latest.with(created));
      case FunctionUpdated updated -> latest(latest.with(updated));
      case FunctionDeleted deleted ->
          latest(latest.without(deleted.functionName()))
              .settings(settings.withoutFunction(deleted.functionName()));
    };
  }

  private ServiceView with(VersionEvent event) {
    var next = new HashMap<>(versions);
    return switch (event) {
      case VersionPublished published -> {
        next.put(published.versionId(), FrozenService.of(published));
        yield new ServiceView(latest, next, aliases, settings);
      }
      case VersionDeleted deleted -> {
        next.remove(deleted.versionId());
        yield new ServiceView(
            latest, next, aliases, settings.withoutQualifier(Long.toString(deleted.versionId())));
      }
    };
  }

  private ServiceView with(AliasEvent event) {
    return switch (event) {
      case AliasCreated created -> alias(created.aliasName(), created.config());
      case AliasMoved moved -> alias(moved.aliasName(), moved.config());
      case AliasUpdated updated -> alias(updated.aliasName(), updated.config());
      case AliasDeleted deleted -> {
        var next = new HashMap<>(aliases);
        next.remove(deleted.aliasName());
        yield new ServiceView(
            latest, versions, next, settings.withoutQualifier(deleted.aliasName()));
      }
    };
  }

  private ServiceView alias(String aliasName, AliasConfig config) {
    var next = new HashMap<>(aliases);
    next.put(aliasName, config);
    return new ServiceView(latest, versions, next, settings);
  }

  private ServiceView latest(FrozenService next) {
    return new ServiceView(next, versions, aliases, settings);
  }

  private ServiceView settings(ServiceSettings next) {
    return new ServiceView(latest, versions, aliases, next);
  }
}
