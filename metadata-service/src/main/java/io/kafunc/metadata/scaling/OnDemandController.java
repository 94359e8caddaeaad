// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import static io.kafunc.httpapi.ErrorCode.ON_DEMAND_CONFIG_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.answer.OnDemandAnswer;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.OnDemandCommand.DeleteOnDemandConfig;
import io.kafunc.metadata.command.OnDemandCommand.PutOnDemandConfig;
import io.kafunc.metadata.projection.OnDemandRow;
import io.kafunc.metadata.projection.OnDemandRows;
import io.kafunc.metadata.wire.Answers;
import io.kafunc.metadata.wire.Qualified;
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

/** PutOnDemandConfig, GetOnDemandConfig, DeleteOnDemandConfig, ListOnDemandConfigs. */
@Controller("/2016-08-15")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class OnDemandController {

  private static final String ONE =
      "/services/{serviceName}/functions/{functionName}/on-demand-config";

  private final FcJson json;
  private final MetadataWriter writer;
  private final OnDemandRows limits;

  OnDemandController(FcJson json, MetadataWriter writer, OnDemandRows limits) {
    this.json = json;
    this.writer = writer;
    this.limits = limits;
  }

  @Write
  @Put(ONE)
  HttpResponse<byte[]> putOnDemandConfig(
      Author author, String serviceName, String functionName, @Nullable @Body byte[] body) {
    return WriteAnswers.ok(
        writer.write(
            new PutOnDemandConfig(
                author,
                Qualified.parse(serviceName).function(functionName),
                json.read(body, OnDemandBody.class).maximumInstanceCount())));
  }

  @Get(ONE)
  HttpResponse<byte[]> getOnDemandConfig(Caller caller, String serviceName, String functionName) {
    var resource = OnDemandAnswer.resource(Qualified.parse(serviceName).function(functionName));
    var row =
        limits
            .findById(OnDemandRow.id(caller.accountId(), resource))
            .orElseThrow(() -> ON_DEMAND_CONFIG_NOT_FOUND.with(resource).exception());
    return Answers.one(row.body(), row.revision());
  }

  @Write
  @Delete(ONE)
  HttpResponse<byte[]> deleteOnDemandConfig(
      Author author, String serviceName, String functionName) {
    return WriteAnswers.gone(
        writer.write(
            new DeleteOnDemandConfig(author, Qualified.parse(serviceName).function(functionName))));
  }

  @Get("/on-demand-configs")
  HttpResponse<byte[]> listOnDemandConfigs(HttpRequest<?> request, Caller caller) {
    var wanted = PageRequest.of(request);
    var rows =
        limits.page(
            caller.accountId(), Answers.from(wanted), Answers.until(wanted), wanted.limit() + 1);
    return Answers.configs(
        Answers.page(rows, wanted.limit(), OnDemandRow::resource),
        OnDemandRow::body,
        Optional.empty());
  }
}
