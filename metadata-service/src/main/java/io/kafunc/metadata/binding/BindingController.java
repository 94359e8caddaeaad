// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.binding;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.BindingCommand.CreateVpcBinding;
import io.kafunc.metadata.command.BindingCommand.DeleteVpcBinding;
import io.kafunc.metadata.projection.BindingRow;
import io.kafunc.metadata.projection.BindingRows;
import io.kafunc.metadata.wire.Answers;
import io.kafunc.metadata.wire.QualifiedVersions;
import io.kafunc.metadata.write.MetadataWriter;
import io.kafunc.metadata.write.Write;
import io.kafunc.metadata.write.WriteAnswers;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** CreateVpcBinding, ListVpcBindings, DeleteVpcBinding (contract 1.1). */
@Controller("/2016-08-15/services/{serviceName}")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class BindingController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final BindingRows bindings;
  private final QualifiedVersions services;

  BindingController(
      FcJson json, MetadataWriter writer, BindingRows bindings, QualifiedVersions services) {
    this.json = json;
    this.writer = writer;
    this.bindings = bindings;
    this.services = services;
  }

  private record Bindings(List<String> vpcIds) {}

  @Write
  @Post("/binding")
  HttpResponse<byte[]> createVpcBinding(
      Author author, String serviceName, @Nullable @Body byte[] body) {
    return WriteAnswers.empty(writer.write(new CreateVpcBinding(author, serviceName, vpcId(body))));
  }

  @Get("/bindings")
  HttpResponse<byte[]> listVpcBindings(Caller caller, String serviceName) {
    services.requireService(caller.accountId(), serviceName);
    var rows = bindings.of(caller.accountId(), serviceName);
    return Answers.json(
        AnswerJson.write(new Bindings(rows.stream().map(BindingRow::vpcId).toList())));
  }

  @Write
  @Delete("/binding")
  HttpResponse<byte[]> deleteVpcBinding(
      Author author, String serviceName, @Nullable @Body byte[] body) {
    return WriteAnswers.empty(writer.write(new DeleteVpcBinding(author, serviceName, vpcId(body))));
  }

  private String vpcId(byte[] body) {
    return json.read(body, BindingBody.class).vpcId().orElse("");
  }
}
