// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.catalog;

import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Recorded;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OfAccount;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ServiceEvent;
import io.kafunc.schemas.metadata.Stamp;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerDeleted;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerUpdated;
import io.kafunc.schemas.metadata.VersionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Every trigger that exists, read from kafunc.metadata. Written by the tail's thread alone, read by
 * any; watchers are told on the tail's thread, after the change can be seen.
 */
public final class TriggerCatalog implements Reader<MetadataEvent> {

  private final Map<Key, LiveTrigger> triggers = new ConcurrentHashMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  /** Is told of changes; must not block. */
  public interface Watcher {
    void set(LiveTrigger trigger);

    void removed(LiveTrigger trigger);
  }

  public Collection<LiveTrigger> all() {
    return List.copyOf(triggers.values());
  }

  public void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    batch.forEach(recorded -> apply(recorded.event()));
  }

  private void apply(MetadataEvent event) {
    switch (event) {
      case TriggerEvent trigger -> applyTrigger(trigger);
      case FunctionEvent.FunctionDeleted(var stamp, var service, var function) ->
          removeAll(stamp.accountId(), service, function);
      case FunctionEvent ignored -> {}
      case ServiceEvent ignored -> {}
      case VersionEvent ignored -> {}
      case AliasEvent ignored -> {}
      case ProvisionEvent ignored -> {}
      case AsyncConfigEvent ignored -> {}
      case OfAccount ignored -> {}
      case TagEvent ignored -> {}
      case BindingEvent ignored -> {}
    }
  }

  private void applyTrigger(TriggerEvent event) {
    switch (event) {
      case TriggerCreated(var stamp, var service, var function, var name, var id, var config) ->
          set(
              new LiveTrigger(
                  stamp.accountId(), service, function, name, id, config, stamp.time()));
      case TriggerUpdated(var stamp, var service, var function, var name, var config) -> {
        var known = triggers.get(key(stamp, service, function, name));
        set(
            new LiveTrigger(
                stamp.accountId(),
                service,
                function,
                name,
                known.triggerId(),
                config,
                stamp.time()));
      }
      case TriggerDeleted(var stamp, var service, var function, var name) ->
          remove(key(stamp, service, function, name));
    }
  }

  private void set(LiveTrigger trigger) {
    triggers.put(
        new Key(
            trigger.accountId(),
            trigger.serviceName(),
            trigger.functionName(),
            trigger.triggerName()),
        trigger);
    watchers.forEach(watcher -> watcher.set(trigger));
  }

  private void removeAll(String account, String service, String function) {
    new ArrayList<>(triggers.keySet())
        .stream().filter(key -> key.isOf(account, service, function)).forEach(this::remove);
  }

  private void remove(Key key) {
    var removed = triggers.remove(key);
    if (removed != null) {
      watchers.forEach(watcher -> watcher.removed(removed));
    }
  }

  private static Key key(Stamp stamp, String service, String function, String trigger) {
    return new Key(stamp.accountId(), service, function, trigger);
  }

  private record Key(String account, String service, String function, String trigger) {

    boolean isOf(String account, String service, String function) {
      return this.account.equals(account)
          && this.service.equals(service)
          && this.function.equals(function);
    }
  }
}
