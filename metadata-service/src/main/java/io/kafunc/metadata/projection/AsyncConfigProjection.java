// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.AsyncConfigAnswer;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigPut;
import jakarta.inject.Singleton;

/** Makes rows of configurations of asynchronous calls. */
@Singleton
final class AsyncConfigProjection implements NounProjection<AsyncConfigEvent> {

  private final AsyncConfigRows configs;

  AsyncConfigProjection(AsyncConfigRows configs) {
    this.configs = configs;
  }

  @Override
  public Class<AsyncConfigEvent> events() {
    return AsyncConfigEvent.class;
  }

  @Override
  public Change apply(AsyncConfigEvent event) {
    return switch (event) {
      case AsyncInvokeConfigPut put -> put(put);
      case AsyncInvokeConfigDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void forgetAll() {
    configs.deleteAll();
  }

  private Change put(AsyncInvokeConfigPut event) {
    var stamp = event.stamp();
    var id = AsyncConfigRow.id(stamp.accountId(), at(event));
    var before = configs.findById(id);
    var created = before.map(AsyncConfigRow::createdTime).map(Micros::instant).orElse(stamp.time());
    var body =
        AnswerJson.write(AsyncConfigAnswer.of(at(event), event.config(), created, stamp.time()));
    var row =
        new AsyncConfigRow(
            id,
            stamp.accountId(),
            event.serviceName(),
            event.functionName(),
            event.qualifier(),
            Micros.of(created),
            stamp.revision(),
            event.config().statefulInvocation().orElse(false),
            body);
    if (before.isEmpty()) {
      configs.save(row);
      return Change.born(subject(event), body);
    }
    configs.update(row);
    return Change.changed(subject(event), body);
  }

  private Change deleted(AsyncInvokeConfigDeleted event) {
    var id = AsyncConfigRow.id(event.stamp().accountId(), at(event));
    var before = configs.findById(id).orElseThrow();
    configs.deleteById(id);
    return Change.ended(subject(event));
  }

  private static FunctionAt at(AsyncConfigEvent event) {
    return new FunctionAt(event.serviceName(), event.qualifier(), event.functionName());
  }

  private static String subject(AsyncConfigEvent event) {
    return "functions/" + event.functionName() + "/async-invoke-configs/" + event.qualifier();
  }
}
