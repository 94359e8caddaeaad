// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.metadata.code.CodeUpload;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.FunctionCommand.CreateFunction;
import io.kafunc.metadata.command.FunctionCommand.DeleteFunction;
import io.kafunc.metadata.command.FunctionCommand.UpdateFunction;
import io.kafunc.metadata.projection.FunctionRow;
import io.kafunc.metadata.projection.FunctionRows;
import io.kafunc.metadata.projection.KnownAnswers;
import io.kafunc.metadata.projection.KnownAnswers.Answer;
import io.kafunc.metadata.wire.Answers;
import io.kafunc.metadata.wire.Qualified;
import io.kafunc.metadata.wire.QualifiedVersions;
import io.kafunc.metadata.write.MetadataWriter;
import io.kafunc.metadata.write.Write;
import io.kafunc.metadata.write.WriteAnswers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** CreateFunction, ListFunctions, GetFunction, UpdateFunction, DeleteFunction (contract 1.2). */
@Controller("/2016-08-15/services/{serviceName}/functions")
@Consumes(MediaType.ALL)
class FunctionController {

  private final CodeUpload upload;
  private final MetadataWriter writer;
  private final RequestIds ids;
  private final FunctionRows functions;
  private final QualifiedVersions versions;
  private final KnownAnswers answers;

  FunctionController(
      CodeUpload upload,
      MetadataWriter writer,
      RequestIds ids,
      FunctionRows functions,
      QualifiedVersions versions,
      KnownAnswers answers) {
    this.upload = upload;
    this.writer = writer;
    this.ids = ids;
    this.functions = functions;
    this.versions = versions;
    this.answers = answers;
  }

  @Write
  @Post
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> createFunction(HttpRequest<?> request, Author author, String serviceName)
      throws IOException {
    var uploaded = upload.read(request, FunctionBody.class);
    return WriteAnswers.ok(
        writer.write(
            new CreateFunction(
                author,
                serviceName,
                uploaded.body().functionName().orElse(""),
                ids.next(),
                uploaded.body().toChange(uploaded.code()))));
  }

  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> listFunctions(HttpRequest<?> request, Caller caller, String serviceName) {
    var asked = Qualified.parse(serviceName);
    var wanted = PageRequest.of(request);
    long version = versions.resolve(caller.accountId(), asked);
    var rows =
        functions.page(
            caller.accountId(),
            asked.serviceName(),
            version,
            Answers.from(wanted),
            Answers.until(wanted),
            wanted.limit() + 1);
    return Answers.list(
        "functions",
        Answers.page(rows, wanted.limit(), FunctionRow::functionName),
        FunctionRow::body,
        "");
  }

  @Get("/{functionName}")
  CompletionStage<HttpResponse<byte[]>> getFunction(
      Caller caller, String serviceName, String functionName) {
    var asked = Qualified.parse(serviceName);
    return answers
        .get(
            caller.accountId(),
            asked.serviceName(),
            serviceName + "/" + functionName,
            () -> read(caller, asked, functionName))
        .thenApply(Answers::one);
  }

  private Answer read(Caller caller, Qualified asked, String functionName) {
    long version = versions.resolve(caller.accountId(), asked);
    var row =
        functions
            .findById(
                FunctionRow.id(caller.accountId(), asked.serviceName(), version, functionName))
            .orElseThrow(
                () -> FUNCTION_NOT_FOUND.with(functionName, asked.serviceName()).exception());
    return Answer.of(row.body(), row.revision());
  }

  @Write
  @Put("/{functionName}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> updateFunction(
      HttpRequest<?> request,
      Author author,
      String serviceName,
      String functionName,
      Expected expected)
      throws IOException {
    var uploaded = upload.read(request, FunctionBody.class);
    return WriteAnswers.ok(
        writer.write(
            new UpdateFunction(
                author,
                serviceName,
                functionName,
                expected,
                uploaded.body().toChange(uploaded.code()))));
  }

  @Write
  @Delete("/{functionName}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> deleteFunction(
      Author author, String serviceName, String functionName, Expected expected) {
    return WriteAnswers.gone(
        writer.write(new DeleteFunction(author, serviceName, functionName, expected)));
  }
}
