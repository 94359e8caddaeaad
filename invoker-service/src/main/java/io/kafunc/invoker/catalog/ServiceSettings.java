// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigPut;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ProvisionEvent.ProvisionConfigPut;
import io.kafunc.schemas.metadata.TriggerConfig;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerDeleted;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerUpdated;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How the functions of one service are run and called, by function and qualifier; what is not set
 * is not there. Immutable.
 */
record ServiceSettings(
    Map<Under, ProvisionConfig> provisions,
    Map<Under, AsyncInvokeConfig> asyncCalls,
    Map<Under, HttpTrigger> httpTriggers) {

  static final ServiceSettings NONE = new ServiceSettings(Map.of(), Map.of(), Map.of());

  ServiceSettings {
    provisions = Map.copyOf(provisions);
    asyncCalls = Map.copyOf(asyncCalls);
    httpTriggers = Map.copyOf(httpTriggers);
  }

  /** A function of the service under a qualifier. */
  record Under(String functionName, String qualifier) {}

  ServiceSettings with(ProvisionEvent event) {
    var next = new HashMap<>(provisions);
    switch (event) {
      case ProvisionConfigPut put -> {
        var under = new Under(put.functionName(), put.qualifier());
        if (put.config().isNone()) {
          next.remove(under);
        } else {
          next.put(under, put.config());
        }
      }
    }
    return new ServiceSettings(next, asyncCalls, httpTriggers);
  }

  ServiceSettings with(AsyncConfigEvent event) {
    var next = new HashMap<>(asyncCalls);
    var under = new Under(event.functionName(), event.qualifier());
    switch (event) {
      case AsyncInvokeConfigPut put -> next.put(under, put.config());
      case AsyncInvokeConfigDeleted _ -> next.remove(under);
    }
    return new ServiceSettings(provisions, next, httpTriggers);
  }

  /** There is one HTTP trigger for a function under a qualifier; an update may move it. */
  ServiceSettings with(TriggerEvent event) {
    return switch (event) {
      case TriggerCreated created ->
          with(created.functionName(), created.triggerName(), created.config());
      case TriggerUpdated updated ->
          without(updated.functionName(), updated.triggerName())
              .with(updated.functionName(), updated.triggerName(), updated.config());
      case TriggerDeleted deleted -> without(deleted.functionName(), deleted.triggerName());
    };
  }

  private ServiceSettings with(String functionName, String triggerName, TriggerConfig config) {
    if (!HttpTrigger.isOne(config)) {
      return this;
    }
    var trigger = HttpTrigger.of(triggerName, config);
    var next = new HashMap<>(httpTriggers);
    next.put(new Under(functionName, trigger.qualifier()), trigger);
    return new ServiceSettings(provisions, asyncCalls, next);
  }

  private ServiceSettings without(String functionName, String triggerName) {
    var next = new HashMap<>(httpTriggers);
    next.entrySet()
        .removeIf(
            set ->
                set.getKey().functionName().equals(functionName)
                    && set.getValue().triggerName().equals(triggerName));
    return new ServiceSettings(provisions, asyncCalls, next);
  }

  /** They end with their function. */
  ServiceSettings withoutFunction(String functionName) {
    return without(under -> under.functionName().equals(functionName));
  }

  /** They end with the version or alias they are for; a trigger outlives it (F-18). */
  ServiceSettings withoutQualifier(String qualifier) {
    return without(under -> under.qualifier().equals(qualifier));
  }

  private ServiceSettings without(Predicate<Under> ended) {
    var provisionsLeft = new HashMap<>(provisions);
    provisionsLeft.keySet().removeIf(ended);
    var asyncCallsLeft = new HashMap<>(asyncCalls);
    asyncCallsLeft.keySet().removeIf(ended);
    return new ServiceSettings(provisionsLeft, asyncCallsLeft, httpTriggers);
  }
}
