// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.FunctionAnswer;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import jakarta.inject.Singleton;

/** Makes rows of functions under LATEST. */
@Singleton
final class FunctionProjection {

  private final FunctionRows functions;
  private final UnversionedRows unversioned;

  FunctionProjection(FunctionRows functions, UnversionedRows unversioned) {
    this.functions = functions;
    this.unversioned = unversioned;
  }

  Change apply(FunctionEvent event) {
    return switch (event) {
      case FunctionCreated created -> created(created);
      case FunctionUpdated updated -> updated(updated);
      case FunctionDeleted deleted -> deleted(deleted);
    };
  }

  private Change created(FunctionCreated event) {
    var stamp = event.stamp();
    var body =
        AnswerJson.write(
            FunctionAnswer.of(
                event.functionName(),
                event.functionId(),
                event.config(),
                event.code(),
                stamp.time(),
                stamp.time()));
    functions.save(
        new FunctionRow(
            id(event, event.functionName()),
            stamp.accountId(),
            event.serviceName(),
            0,
            event.functionName(),
            event.functionId(),
            Micros.of(stamp.time()),
            stamp.revision(),
            event.code().map(CodeArchive::sha256).orElse(null),
            event.code().map(CodeArchive::crc64).orElse(null),
            body));
    return Change.born(subject(event.functionName()), body);
  }

  private Change updated(FunctionUpdated event) {
    var before = functions.findById(id(event, event.functionName())).orElseThrow();
    var body =
        AnswerJson.write(
            FunctionAnswer.of(
                event.functionName(),
                before.functionId(),
                event.config(),
                event.code(),
                Micros.instant(before.createdTime()),
                event.stamp().time()));
    functions.update(
        new FunctionRow(
            before.id(),
            before.accountId(),
            before.serviceName(),
            0,
            before.functionName(),
            before.functionId(),
            before.createdTime(),
            event.stamp().revision(),
            event.code().map(CodeArchive::sha256).orElse(null),
            event.code().map(CodeArchive::crc64).orElse(null),
            body));
    return Change.changed(subject(event.functionName()), before.body(), body);
  }

  private Change deleted(FunctionDeleted event) {
    var before = functions.findById(id(event, event.functionName())).orElseThrow();
    functions.deleteById(before.id());
    unversioned.deleteOfFunction(before.accountId(), before.serviceName(), before.functionName());
    return Change.ended(subject(event.functionName()), before.body());
  }

  private static String subject(String functionName) {
    return "functions/" + functionName;
  }

  private static String id(FunctionEvent event, String functionName) {
    return FunctionRow.id(event.stamp().accountId(), event.serviceName(), 0, functionName);
  }
}
