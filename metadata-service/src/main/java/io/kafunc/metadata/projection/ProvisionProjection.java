// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.ProvisionAnswer;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ProvisionEvent.ProvisionConfigPut;
import jakarta.inject.Singleton;

/** Makes rows of configurations of provisioned instances. */
@Singleton
final class ProvisionProjection implements NounProjection<ProvisionEvent> {

  private final ProvisionRows provisions;

  ProvisionProjection(ProvisionRows provisions) {
    this.provisions = provisions;
  }

  @Override
  public Class<ProvisionEvent> events() {
    return ProvisionEvent.class;
  }

  @Override
  public Change apply(ProvisionEvent event) {
    return switch (event) {
      case ProvisionConfigPut put -> put(put);
    };
  }

  @Override
  public void forgetAll() {
    provisions.deleteAll();
  }

  /** One that asks for nothing has no row; its answer is still said and remembered. */
  private Change put(ProvisionConfigPut event) {
    var account = event.stamp().accountId();
    var at = new FunctionAt(event.serviceName(), event.qualifier(), event.functionName());
    var body = AnswerJson.write(ProvisionAnswer.of(account, at, event.config()));
    var resource = ProvisionAnswer.resource(account, at);
    var before = provisions.findById(resource);
    if (!event.config().isNone()) {
      var row =
          new ProvisionRow(
              resource,
              account,
              event.serviceName(),
              event.functionName(),
              event.qualifier(),
              event.stamp().revision(),
              body);
      before.ifPresentOrElse(_ -> provisions.update(row), () -> provisions.save(row));
    } else if (before.isPresent()) {
      provisions.deleteById(resource);
    }
    var subject = "functions/" + at.functionName() + "/provision-configs/" + at.qualifier();
    return before.isPresent() ? Change.changed(subject, body) : Change.born(subject, body);
  }
}
