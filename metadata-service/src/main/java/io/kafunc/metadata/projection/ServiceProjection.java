// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.ServiceAnswer;
import io.kafunc.schemas.metadata.ServiceEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes rows of services. Judges nothing: an event that does not fit the rows throws. */
@Singleton
final class ServiceProjection implements NounProjection<ServiceEvent> {

  private static final String SERVICE = "";

  private final ServiceRows services;
  private final AliasRows aliases;
  private final TagRows tags;
  private final BindingRows bindings;

  ServiceProjection(ServiceRows services, AliasRows aliases, TagRows tags, BindingRows bindings) {
    this.services = services;
    this.aliases = aliases;
    this.tags = tags;
    this.bindings = bindings;
  }

  @Override
  public Class<ServiceEvent> events() {
    return ServiceEvent.class;
  }

  @Override
  public Change apply(ServiceEvent event) {
    return switch (event) {
      case ServiceCreated created -> created(created);
      case ServiceUpdated updated -> updated(updated);
      case ServiceDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void forgetAll() {
    services.deleteAll();
  }

  private Change created(ServiceCreated event) {
    var stamp = event.stamp();
    var body =
        AnswerJson.write(
            ServiceAnswer.of(
                event.serviceName(),
                event.serviceId(),
                event.config(),
                stamp.time(),
                stamp.time(),
                Map.of()));
    services.save(
        new ServiceRow(
            id(event),
            stamp.accountId(),
            event.serviceName(),
            0,
            event.serviceId(),
            Micros.of(stamp.time()),
            stamp.revision(),
            body));
    return Change.born(SERVICE, body);
  }

  private Change updated(ServiceUpdated event) {
    var before = services.findById(id(event)).orElseThrow();
    var body =
        AnswerJson.write(
            ServiceAnswer.of(
                event.serviceName(),
                before.serviceId(),
                event.config(),
                Micros.instant(before.createdTime()),
                event.stamp().time(),
                AnswerJson.read(before.body(), ServiceAnswer.class).tags()));
    services.update(
        new ServiceRow(
            before.id(),
            before.accountId(),
            before.serviceName(),
            0,
            before.serviceId(),
            before.createdTime(),
            event.stamp().revision(),
            body));
    return Change.changed(SERVICE, body);
  }

  private Change deleted(ServiceDeleted event) {
    var before = services.findById(id(event)).orElseThrow();
    services.deleteById(before.id());
    aliases.deleteOf(before.accountId(), before.serviceName());
    tags.deleteOf(before.accountId(), before.serviceName());
    bindings.deleteOf(before.accountId(), before.serviceName());
    return Change.ended(SERVICE);
  }

  private static String id(ServiceEvent event) {
    return ServiceRow.id(event.stamp().accountId(), event.serviceName(), 0);
  }
}
