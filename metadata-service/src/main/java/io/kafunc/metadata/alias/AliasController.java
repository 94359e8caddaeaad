// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.alias;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.command.AliasCommand.CreateAlias;
import io.kafunc.metadata.command.AliasCommand.DeleteAlias;
import io.kafunc.metadata.command.AliasCommand.UpdateAlias;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.projection.AliasRow;
import io.kafunc.metadata.projection.AliasRows;
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

/** CreateAlias, ListAliases, GetAlias, UpdateAlias, DeleteAlias (contract 1.4). */
@Controller("/2016-08-15/services/{serviceName}/aliases")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class AliasController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final AliasRows aliases;
  private final QualifiedVersions services;

  AliasController(
      FcJson json, MetadataWriter writer, AliasRows aliases, QualifiedVersions services) {
    this.json = json;
    this.writer = writer;
    this.aliases = aliases;
    this.services = services;
  }

  @Write
  @Post
  HttpResponse<byte[]> createAlias(Author author, String serviceName, @Nullable @Body byte[] body) {
    var alias = json.read(body, AliasBody.class);
    return WriteAnswers.ok(
        writer.write(
            new CreateAlias(author, serviceName, alias.aliasName().orElse(""), alias.toChange())));
  }

  @Get
  HttpResponse<byte[]> listAliases(HttpRequest<?> request, Caller caller, String serviceName) {
    var wanted = PageRequest.of(request);
    services.requireService(caller.accountId(), serviceName);
    var rows =
        aliases.page(
            caller.accountId(),
            serviceName,
            Answers.from(wanted),
            Answers.until(wanted),
            wanted.limit() + 1);
    return Answers.list(
        "aliases", Answers.page(rows, wanted.limit(), AliasRow::aliasName), AliasRow::body, "");
  }

  @Get("/{aliasName}")
  HttpResponse<byte[]> getAlias(Caller caller, String serviceName, String aliasName) {
    services.requireService(caller.accountId(), serviceName);
    var row =
        aliases
            .findById(AliasRow.id(caller.accountId(), serviceName, aliasName))
            .orElseThrow(() -> ALIAS_NOT_FOUND.with(aliasName, serviceName).exception());
    return Answers.one(row.body(), row.revision());
  }

  @Write
  @Put("/{aliasName}")
  HttpResponse<byte[]> updateAlias(
      Author author,
      String serviceName,
      String aliasName,
      Expected expected,
      @Nullable @Body byte[] body) {
    return WriteAnswers.ok(
        writer.write(
            new UpdateAlias(
                author,
                serviceName,
                aliasName,
                expected,
                json.readOrEmpty(body, AliasBody.class).toChange())));
  }

  @Write
  @Delete("/{aliasName}")
  HttpResponse<byte[]> deleteAlias(
      Author author, String serviceName, String aliasName, Expected expected) {
    return WriteAnswers.gone(
        writer.write(new DeleteAlias(author, serviceName, aliasName, expected)));
  }
}
