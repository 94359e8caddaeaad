// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.ServiceCommand.CreateService;
import io.kafunc.metadata.command.ServiceCommand.DeleteService;
import io.kafunc.metadata.command.ServiceCommand.UpdateService;
import io.kafunc.metadata.projection.KnownAnswers;
import io.kafunc.metadata.projection.KnownAnswers.Answer;
import io.kafunc.metadata.projection.ServiceRow;
import io.kafunc.metadata.projection.ServiceRows;
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
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.CompletionStage;

/** CreateService, ListServices, GetService, UpdateService, DeleteService (contract 1.1). */
@Controller("/2016-08-15/services")
@Consumes(MediaType.ALL)
class ServiceController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final RequestIds ids;
  private final ServiceRows services;
  private final QualifiedVersions versions;
  private final KnownAnswers answers;

  ServiceController(
      FcJson json,
      MetadataWriter writer,
      RequestIds ids,
      ServiceRows services,
      QualifiedVersions versions,
      KnownAnswers answers) {
    this.json = json;
    this.writer = writer;
    this.ids = ids;
    this.services = services;
    this.versions = versions;
    this.answers = answers;
  }

  @Write
  @Post
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> createService(Author author, @Nullable @Body byte[] body) {
    var service = json.read(body, ServiceBody.class);
    return WriteAnswers.ok(
        writer.write(
            new CreateService(
                author, service.serviceName().orElse(""), ids.next(), service.toChange())));
  }

  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> listServices(HttpRequest<?> request, Caller caller) {
    var wanted = PageRequest.of(request);
    var tags = TagQuery.of(request);
    var from = Answers.from(wanted);
    var until = Answers.until(wanted);
    int count = wanted.limit() + 1;
    var rows =
        tags.isEmpty()
            ? services.page(caller.accountId(), from, until, count)
            : services.pageOfTagged(caller.accountId(), from, until, tags, tags.size(), count);
    return Answers.list(
        "services",
        Answers.page(rows, wanted.limit(), ServiceRow::serviceName),
        ServiceRow::body,
        "");
  }

  @Get("/{serviceName}")
  CompletionStage<HttpResponse<byte[]>> getService(Caller caller, String serviceName) {
    var asked = Qualified.parse(serviceName);
    return answers
        .get(caller.accountId(), asked.serviceName(), serviceName, () -> read(caller, asked))
        .thenApply(Answers::one);
  }

  private Answer read(Caller caller, Qualified asked) {
    long version = versions.resolve(caller.accountId(), asked);
    var row =
        services
            .findById(ServiceRow.id(caller.accountId(), asked.serviceName(), version))
            .orElseThrow(() -> SERVICE_NOT_FOUND.with(asked.serviceName()).exception());
    return Answer.of(row.body(), row.revision());
  }

  @Write
  @Put("/{serviceName}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> updateService(
      Author author, String serviceName, Expected expected, @Nullable @Body byte[] body) {
    return WriteAnswers.ok(
        writer.write(
            new UpdateService(
                author,
                serviceName,
                expected,
                json.readOrEmpty(body, ServiceBody.class).toChange())));
  }

  @Write
  @Delete("/{serviceName}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> deleteService(Author author, String serviceName, Expected expected) {
    return WriteAnswers.gone(writer.write(new DeleteService(author, serviceName, expected)));
  }
}
