// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.asyncconfig;

import static io.kafunc.httpapi.ErrorCode.ASYNC_CONFIG_NOT_EXISTS;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.command.AsyncConfigCommand.DeleteAsyncInvokeConfig;
import io.kafunc.metadata.command.AsyncConfigCommand.PutAsyncInvokeConfig;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.projection.AsyncConfigRow;
import io.kafunc.metadata.projection.AsyncConfigRows;
import io.kafunc.metadata.wire.Answers;
import io.kafunc.metadata.wire.Qualified;
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
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** PutAsyncInvokeConfig, GetAsyncInvokeConfig, DeleteAsyncInvokeConfig, ListAsyncInvokeConfigs. */
@Controller("/2016-08-15/services/{serviceName}/functions/{functionName}")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class AsyncConfigController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final AsyncConfigRows configs;
  private final QualifiedVersions versions;

  AsyncConfigController(
      FcJson json, MetadataWriter writer, AsyncConfigRows configs, QualifiedVersions versions) {
    this.json = json;
    this.writer = writer;
    this.configs = configs;
    this.versions = versions;
  }

  @Write
  @Put("/async-invoke-config")
  HttpResponse<byte[]> putAsyncInvokeConfig(
      Author author, String serviceName, String functionName, @Nullable @Body byte[] body) {
    return WriteAnswers.ok(
        writer.write(
            new PutAsyncInvokeConfig(
                author,
                Qualified.parse(serviceName).function(functionName),
                json.readOrEmpty(body, AsyncConfigBody.class).toConfig())));
  }

  @Get("/async-invoke-config")
  HttpResponse<byte[]> getAsyncInvokeConfig(
      Caller caller, String serviceName, String functionName) {
    var at = Qualified.parse(serviceName).function(functionName);
    var row = configs.findById(AsyncConfigRow.id(caller.accountId(), at));
    if (row.isEmpty()) {
      versions.requireFunction(caller.accountId(), at);
      throw ASYNC_CONFIG_NOT_EXISTS.with(at.serviceName(), at.functionName()).exception();
    }
    return Answers.one(row.get().body(), row.get().revision());
  }

  @Write
  @Delete("/async-invoke-config")
  HttpResponse<byte[]> deleteAsyncInvokeConfig(
      Author author, String serviceName, String functionName) {
    return WriteAnswers.gone(
        writer.write(
            new DeleteAsyncInvokeConfig(
                author, Qualified.parse(serviceName).function(functionName))));
  }

  @Get("/async-invoke-configs")
  HttpResponse<byte[]> listAsyncInvokeConfigs(
      HttpRequest<?> request, Caller caller, String serviceName, String functionName) {
    var wanted = PageRequest.of(request);
    var at = Qualified.parse(serviceName).function(functionName);
    versions.requireFunction(caller.accountId(), at);
    var rows =
        configs.page(
            caller.accountId(),
            at.serviceName(),
            functionName,
            Answers.from(wanted),
            Answers.until(wanted),
            wanted.limit() + 1);
    return Answers.configs(
        Answers.page(rows, wanted.limit(), AsyncConfigRow::qualifier),
        AsyncConfigRow::body,
        Optional.of(""));
  }
}
