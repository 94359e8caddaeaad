// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.TriggerAnswer;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerDeleted;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerUpdated;
import jakarta.inject.Singleton;

/** Makes rows of triggers. */
@Singleton
final class TriggerProjection implements NounProjection<TriggerEvent> {

  private final TriggerRows triggers;

  TriggerProjection(TriggerRows triggers) {
    this.triggers = triggers;
  }

  @Override
  public Class<TriggerEvent> events() {
    return TriggerEvent.class;
  }

  @Override
  public Change apply(TriggerEvent event) {
    return switch (event) {
      case TriggerCreated created -> created(created);
      case TriggerUpdated updated -> updated(updated);
      case TriggerDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void forgetAll() {
    triggers.deleteAll();
  }

  private Change created(TriggerCreated event) {
    var stamp = event.stamp();
    var body =
        AnswerJson.write(
            TriggerAnswer.of(
                event.triggerName(),
                event.triggerId(),
                event.config(),
                stamp.time(),
                stamp.time()));
    triggers.save(
        new TriggerRow(
            id(event, event.functionName(), event.triggerName()),
            stamp.accountId(),
            event.serviceName(),
            event.functionName(),
            event.triggerName(),
            event.triggerId(),
            Micros.of(stamp.time()),
            stamp.revision(),
            body));
    return Change.born(subject(event.functionName(), event.triggerName()), body);
  }

  private Change updated(TriggerUpdated event) {
    var before =
        triggers.findById(id(event, event.functionName(), event.triggerName())).orElseThrow();
    var body =
        AnswerJson.write(
            TriggerAnswer.of(
                event.triggerName(),
                before.triggerId(),
                event.config(),
                Micros.instant(before.createdTime()),
                event.stamp().time()));
    triggers.update(
        new TriggerRow(
            before.id(),
            before.accountId(),
            before.serviceName(),
            before.functionName(),
            before.triggerName(),
            before.triggerId(),
            before.createdTime(),
            event.stamp().revision(),
            body));
    return Change.changed(subject(event.functionName(), event.triggerName()), body);
  }

  private Change deleted(TriggerDeleted event) {
    var before =
        triggers.findById(id(event, event.functionName(), event.triggerName())).orElseThrow();
    triggers.deleteById(before.id());
    return Change.ended(subject(event.functionName(), event.triggerName()));
  }

  private static String subject(String functionName, String triggerName) {
    return "functions/" + functionName + "/triggers/" + triggerName;
  }

  private static String id(TriggerEvent event, String functionName, String triggerName) {
    return TriggerRow.id(event.stamp().accountId(), event.serviceName(), functionName, triggerName);
  }
}
