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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes rows of functions under LATEST, which nobody else changes. Keeps those it changed last,
 * since a change needs the row before it, and writes what a batch has changed at the end of the
 * batch, each row once. Fed by one thread.
 */
@Singleton
final class FunctionProjection implements NounProjection<FunctionEvent> {

  private static final int KEPT = 1000;

  private final FunctionRows functions;
  private final UnversionedRows unversioned;
  private final Map<String, FunctionRow> latest =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FunctionRow> eldest) {
          return size() > KEPT;
        }
      };
  private final Map<String, FunctionRow> changed = new LinkedHashMap<>();

  FunctionProjection(FunctionRows functions, UnversionedRows unversioned) {
    this.functions = functions;
    this.unversioned = unversioned;
  }

  @Override
  public Class<FunctionEvent> events() {
    return FunctionEvent.class;
  }

  @Override
  public Change apply(FunctionEvent event) {
    return switch (event) {
      case FunctionCreated created -> created(created);
      case FunctionUpdated updated -> updated(updated);
      case FunctionDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void endBatch() {
    if (!changed.isEmpty()) {
      functions.updateAll(List.copyOf(changed.values()));
      changed.clear();
    }
  }

  @Override
  public void dropBatch() {
    changed.clear();
    latest.clear();
  }

  @Override
  public void forgetAll() {
    functions.deleteAll();
    changed.clear();
    latest.clear();
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
    var row =
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
            body);
    functions.save(row);
    latest.put(row.id(), row);
    return Change.born(subject(event.functionName()), body);
  }

  private Change updated(FunctionUpdated event) {
    var before = before(event, event.functionName());
    var body =
        AnswerJson.write(
            FunctionAnswer.of(
                event.functionName(),
                before.functionId(),
                event.config(),
                event.code(),
                Micros.instant(before.createdTime()),
                event.stamp().time()));
    var row =
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
            body);
    changed.put(row.id(), row);
    latest.put(row.id(), row);
    return Change.changed(subject(event.functionName()), body);
  }

  private Change deleted(FunctionDeleted event) {
    var before = before(event, event.functionName());
    functions.deleteById(before.id());
    changed.remove(before.id());
    latest.remove(before.id());
    unversioned.deleteOfFunction(before.accountId(), before.serviceName(), before.functionName());
    return Change.ended(subject(event.functionName()));
  }

  private FunctionRow before(FunctionEvent event, String functionName) {
    var id = id(event, functionName);
    var row = changed.getOrDefault(id, latest.get(id));
    return row == null ? functions.findById(id).orElseThrow() : row;
  }

  private static String subject(String functionName) {
    return "functions/" + functionName;
  }

  private static String id(FunctionEvent event, String functionName) {
    return FunctionRow.id(event.stamp().accountId(), event.serviceName(), 0, functionName);
  }
}
