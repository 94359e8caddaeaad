// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.DomainAnswer;
import io.kafunc.schemas.metadata.DomainConfig;
import io.kafunc.schemas.metadata.DomainEvent;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainCreated;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainDeleted;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainUpdated;
import jakarta.inject.Singleton;

/** Makes rows of custom domains. */
@Singleton
final class DomainProjection implements NounProjection<DomainEvent> {

  private final DomainRows domains;

  DomainProjection(DomainRows domains) {
    this.domains = domains;
  }

  @Override
  public Class<DomainEvent> events() {
    return DomainEvent.class;
  }

  @Override
  public Change apply(DomainEvent event) {
    return switch (event) {
      case CustomDomainCreated created -> created(created);
      case CustomDomainUpdated updated -> updated(updated);
      case CustomDomainDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void forgetAll() {
    domains.deleteAll();
  }

  private Change created(CustomDomainCreated event) {
    var row = row(event, event.config(), Micros.of(event.stamp().time()));
    domains.save(row);
    return Change.born(subject(event), row.body());
  }

  private Change updated(CustomDomainUpdated event) {
    var before = domains.findById(id(event)).orElseThrow();
    var row = row(event, event.config(), before.createdTime());
    domains.update(row);
    return Change.changed(subject(event), row.body());
  }

  private Change deleted(CustomDomainDeleted event) {
    var before = domains.findById(id(event)).orElseThrow();
    domains.deleteById(before.id());
    return Change.ended(subject(event));
  }

  private static DomainRow row(DomainEvent event, DomainConfig config, long createdTime) {
    var stamp = event.stamp();
    return new DomainRow(
        id(event),
        stamp.accountId(),
        event.domainName(),
        createdTime,
        stamp.revision(),
        AnswerJson.write(
            DomainAnswer.of(
                event.domainName(),
                stamp.accountId(),
                config,
                Micros.instant(createdTime),
                stamp.time())));
  }

  private static String subject(DomainEvent event) {
    return "custom-domains/" + event.domainName();
  }

  private static String id(DomainEvent event) {
    return DomainRow.id(event.stamp().accountId(), event.domainName());
  }
}
