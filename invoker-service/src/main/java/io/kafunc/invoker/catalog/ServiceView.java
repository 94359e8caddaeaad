// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.schemas.metadata.AliasConfig;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.AliasEvent.AliasUpdated;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.VersionEvent;
import io.kafunc.schemas.metadata.VersionEvent.VersionDeleted;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the log says of one service: LATEST, its versions and its aliases. Immutable; {@link
 * #evolve} replays facts and judges nothing.
 */
record ServiceView(
    FrozenService latest, Map<Long, FrozenService> versions, Map<String, AliasConfig> aliases) {

  ServiceView {
    versions = Map.copyOf(versions);
    aliases = Map.copyOf(aliases);
  }

  /** The service after one more event of it; empty once it has been deleted. */
  static Optional<ServiceView> evolve(Optional<ServiceView> before, MetadataEvent event) {
    return switch (event) {
      case ServiceCreated created ->
          Optional.of(new ServiceView(FrozenService.of(created), Map.of(), Map.of()));
      case ServiceDeleted _ -> Optional.empty();
      case ServiceUpdated updated -> before.map(view -> view.latest(view.latest.with(updated)));
      case FunctionEvent function -> before.map(view -> view.with(function));
      case VersionEvent version -> before.map(view -> view.with(version));
      case AliasEvent alias -> before.map(view -> view.with(alias));
      case TriggerEvent _ -> before;
    };
  }

  private ServiceView with(FunctionEvent event) {
    return latest(
        switch (event) {
          case FunctionCreated created -> latest.with(created);
          case FunctionUpdated updated -> latest.with(updated);
          case FunctionDeleted deleted -> latest.without(deleted.functionName());
        });
  }

  private ServiceView with(VersionEvent event) {
    var next = new HashMap<>(versions);
    switch (event) {
      case VersionPublished published ->
          next.put(published.versionId(), FrozenService.of(published));
      case VersionDeleted deleted -> next.remove(deleted.versionId());
    }
    return new ServiceView(latest, next, aliases);
  }

  private ServiceView with(AliasEvent event) {
    var next = new HashMap<>(aliases);
    switch (event) {
      case AliasCreated created -> next.put(created.aliasName(), created.config());
      case AliasMoved moved -> next.put(moved.aliasName(), moved.config());
      case AliasUpdated updated -> next.put(updated.aliasName(), updated.config());
      case AliasDeleted deleted -> next.remove(deleted.aliasName());
    }
    return new ServiceView(latest, versions, next);
  }

  private ServiceView latest(FrozenService next) {
    return new ServiceView(next, versions, aliases);
  }
}
