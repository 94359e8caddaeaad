// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.catalog;

import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Recorded;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigPut;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OfAccount;
import io.kafunc.schemas.metadata.OfService;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ServiceEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.VersionEvent;
import io.kafunc.schemas.metadata.VersionEvent.VersionDeleted;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The functions whose configuration, under a qualifier, makes their asynchronous calls stateful.
 * Written by the tail's thread alone, read by any.
 */
public final class StatefulFunctions implements Reader<MetadataEvent> {

  private record Function(String account, String service, String qualifier, String function) {}

  private final Set<Function> stateful = ConcurrentHashMap.newKeySet();

  public boolean contains(
      String accountId, String serviceName, String qualifier, String functionName) {
    return stateful.contains(new Function(accountId, serviceName, qualifier, functionName));
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    batch.forEach(recorded -> apply(recorded.event()));
  }

  private void apply(MetadataEvent event) {
    switch (event) {
      case AsyncConfigEvent config -> set(config);
      case FunctionDeleted gone -> remove(gone, each -> each.function.equals(gone.functionName()));
      case AliasDeleted gone -> remove(gone, each -> each.qualifier.equals(gone.aliasName()));
      case VersionDeleted gone ->
          remove(gone, each -> each.qualifier.equals(Long.toString(gone.versionId())));
      case ServiceDeleted gone -> remove(gone, _ -> true);
      case ServiceEvent _ -> {}
      case FunctionEvent _ -> {}
      case VersionEvent _ -> {}
      case AliasEvent _ -> {}
      case TriggerEvent _ -> {}
      case ProvisionEvent _ -> {}
      case TagEvent _ -> {}
      case BindingEvent _ -> {}
      case OfAccount _ -> {}
    }
  }

  private void set(AsyncConfigEvent event) {
    var function =
        new Function(
            event.stamp().accountId(),
            event.serviceName(),
            event.qualifier(),
            event.functionName());
    boolean now =
        switch (event) {
          case AsyncInvokeConfigPut put -> put.config().statefulInvocation().orElse(false);
          case AsyncInvokeConfigDeleted _ -> false;
        };
    if (now) {
      stateful.add(function);
    } else {
      stateful.remove(function);
    }
  }

  private void remove(OfService gone, Predicate<Function> which) {
    stateful.removeIf(
        each ->
            each.account.equals(gone.stamp().accountId())
                && each.service.equals(gone.serviceName())
                && which.test(each));
  }
}
