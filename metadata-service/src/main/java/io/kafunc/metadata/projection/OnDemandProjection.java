// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.OnDemandAnswer;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.schemas.metadata.OnDemandEvent;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigDeleted;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigPut;
import jakarta.inject.Singleton;

/** Makes rows of limits on on-demand instances. */
@Singleton
final class OnDemandProjection implements NounProjection<OnDemandEvent> {

  private final OnDemandRows limits;

  OnDemandProjection(OnDemandRows limits) {
    this.limits = limits;
  }

  @Override
  public Class<OnDemandEvent> events() {
    return OnDemandEvent.class;
  }

  @Override
  public Change apply(OnDemandEvent event) {
    return switch (event) {
      case OnDemandConfigPut put -> put(put);
      case OnDemandConfigDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void forgetAll() {
    limits.deleteAll();
  }

  private Change put(OnDemandConfigPut event) {
    var stamp = event.stamp();
    var resource = OnDemandAnswer.resource(at(event));
    var body = AnswerJson.write(OnDemandAnswer.of(at(event), event.maximumInstanceCount()));
    var id = OnDemandRow.id(stamp.accountId(), resource);
    var row = new OnDemandRow(id, stamp.accountId(), resource, stamp.revision(), body);
    var before = limits.findById(id);
    if (before.isEmpty()) {
      limits.save(row);
      return Change.born(subject(resource), body);
    }
    limits.update(row);
    return Change.changed(subject(resource), body);
  }

  private Change deleted(OnDemandConfigDeleted event) {
    var resource = OnDemandAnswer.resource(at(event));
    var id = OnDemandRow.id(event.stamp().accountId(), resource);
    var before = limits.findById(id).orElseThrow();
    limits.deleteById(id);
    return Change.ended(subject(resource));
  }

  private static FunctionAt at(OnDemandEvent event) {
    return new FunctionAt(event.serviceName(), event.qualifier(), event.functionName());
  }

  private static String subject(String resource) {
    return "on-demand-configs/" + resource;
  }
}
