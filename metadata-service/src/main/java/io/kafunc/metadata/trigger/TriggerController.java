// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.TRIGGER_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.TriggerCommand.CreateTrigger;
import io.kafunc.metadata.command.TriggerCommand.DeleteTrigger;
import io.kafunc.metadata.command.TriggerCommand.UpdateTrigger;
import io.kafunc.metadata.projection.FunctionRow;
import io.kafunc.metadata.projection.FunctionRows;
import io.kafunc.metadata.projection.TriggerRow;
import io.kafunc.metadata.projection.TriggerRows;
import io.kafunc.metadata.wire.Answers;
import io.kafunc.metadata.wire.QualifiedVersions;
import io.kafunc.metadata.write.MetadataWriter;
import io.kafunc.metadata.write.Write;
import io.kafunc.metadata.write.WriteAnswers;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** CreateTrigger, ListTriggers, GetTrigger, UpdateTrigger, DeleteTrigger (contract 1.5). */
@Controller("/2016-08-15/services/{serviceName}/functions/{functionName}/triggers")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class TriggerController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final RequestIds ids;
  private final TriggerRows triggers;
  private final FunctionRows functions;
  private final QualifiedVersions services;
  private final TriggerWire wire;

  TriggerController(
      FcJson json,
      MetadataWriter writer,
      RequestIds ids,
      TriggerRows triggers,
      FunctionRows functions,
      QualifiedVersions services,
      TriggerWire wire) {
    this.json = json;
    this.writer = writer;
    this.ids = ids;
    this.triggers = triggers;
    this.functions = functions;
    this.services = services;
    this.wire = wire;
  }

  @Write
  @Post
  HttpResponse<byte[]> createTrigger(
      HttpRequest<?> request,
      Author author,
      String serviceName,
      String functionName,
      @Nullable @Body byte[] body) {
    var trigger = json.read(body, TriggerBody.class);
    wire.requireHeader(request, trigger.triggerType().orElse(""));
    var written =
        writer.write(
            new CreateTrigger(
                author,
                serviceName,
                functionName,
                trigger.triggerName().orElse(""),
                ids.next(),
                trigger.triggerType().orElse(""),
                trigger.toChange()));
    return wire.written(request, written, serviceName, functionName);
  }

  @Get
  HttpResponse<byte[]> listTriggers(
      HttpRequest<?> request, Caller caller, String serviceName, String functionName) {
    var wanted = PageRequest.of(request);
    requireFunction(caller.accountId(), serviceName, functionName);
    var rows =
        triggers.page(
            caller.accountId(),
            serviceName,
            functionName,
            Answers.from(wanted),
            Answers.until(wanted),
            wanted.limit() + 1);
    return Answers.list(
        "triggers",
        Answers.page(rows, wanted.limit(), TriggerRow::triggerName),
        row -> wire.body(request, serviceName, functionName, row.body()),
        "");
  }

  @Get("/{triggerName}")
  HttpResponse<byte[]> getTrigger(
      HttpRequest<?> request,
      Caller caller,
      String serviceName,
      String functionName,
      String triggerName) {
    requireFunction(caller.accountId(), serviceName, functionName);
    var row =
        triggers
            .findById(TriggerRow.id(caller.accountId(), serviceName, functionName, triggerName))
            .orElseThrow(
                () -> TRIGGER_NOT_FOUND.with(triggerName, serviceName, functionName).exception());
    return Answers.one(wire.body(request, serviceName, functionName, row.body()), row.revision());
  }

  @Write
  @Put("/{triggerName}")
  HttpResponse<byte[]> updateTrigger(
      HttpRequest<?> request,
      Author author,
      String serviceName,
      String functionName,
      String triggerName,
      Expected expected,
      @Nullable @Body byte[] body) {
    var written =
        writer.write(
            new UpdateTrigger(
                author,
                serviceName,
                functionName,
                triggerName,
                expected,
                json.readOrEmpty(body, TriggerBody.class).toChange()));
    return wire.written(request, written, serviceName, functionName);
  }

  @Write
  @Delete("/{triggerName}")
  HttpResponse<byte[]> deleteTrigger(
      Author author,
      String serviceName,
      String functionName,
      String triggerName,
      Expected expected) {
    return WriteAnswers.gone(
        writer.write(new DeleteTrigger(author, serviceName, functionName, triggerName, expected)));
  }

  private void requireFunction(String accountId, String serviceName, String functionName) {
    services.requireService(accountId, serviceName);
    var id = FunctionRow.id(accountId, serviceName, QualifiedVersions.LATEST, functionName);
    if (functions.findById(id).isEmpty()) {
      throw FUNCTION_NOT_FOUND.with(functionName, serviceName).exception();
    }
  }
}
