// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.httpapi.Caller;
import io.kafunc.trigger.catalog.LiveTrigger;
import io.kafunc.trigger.catalog.TriggerCatalog;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The triggers this node knows and, where it fires them, when they are due. */
@Controller("/kafunc/triggers")
final class TriggersController {

  private final TriggerCatalog catalog;
  private final Sources sources;

  TriggersController(TriggerCatalog catalog, Sources sources) {
    this.catalog = catalog;
    this.sources = sources;
  }

  /** GET /kafunc/triggers: by service, function and trigger name. */
  @Get
  TriggersBody list(Caller caller) {
    return new TriggersBody(
        catalog.all().stream()
            .filter(trigger -> trigger.accountId().equals(caller.accountId()))
            .map(this::body)
            .sorted(
                Comparator.comparing(TriggerBody::serviceName)
                    .thenComparing(TriggerBody::functionName)
                    .thenComparing(TriggerBody::triggerName))
            .toList());
  }

  private TriggerBody body(LiveTrigger trigger) {
    return new TriggerBody(
        trigger.serviceName(),
        trigger.functionName(),
        trigger.triggerName(),
        trigger.config().triggerType(),
        trigger.qualifier(),
        sources.nextTick(trigger.triggerId()));
  }

  record TriggersBody(List<TriggerBody> triggers) {}

  record TriggerBody(
      String serviceName,
      String functionName,
      String triggerName,
      String triggerType,
      String qualifier,
      Optional<Instant> nextTime) {}
}
