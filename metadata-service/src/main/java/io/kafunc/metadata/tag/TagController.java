// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.tag;

import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.ServiceAnswer;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.TagCommand.TagResource;
import io.kafunc.metadata.command.TagCommand.UntagResource;
import io.kafunc.metadata.projection.ServiceRow;
import io.kafunc.metadata.projection.ServiceRows;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TagResource, GetResourceTags, UntagResource (contract 1.11). */
@Controller("/2016-08-15/tag")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class TagController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final ServiceRows services;
  private final KafuncSettings settings;

  TagController(FcJson json, MetadataWriter writer, ServiceRows services, KafuncSettings settings) {
    this.json = json;
    this.writer = writer;
    this.services = services;
    this.settings = settings;
  }

  private record Done(String requestId) {}

  private record Tags(String requestId, String resourceArn, Map<String, String> tags) {}

  @Write
  @Post
  HttpResponse<byte[]> tagResource(
      HttpRequest<?> request, Author author, @Nullable @Body byte[] body) {
    var wanted = json.read(body, TagBody.class);
    var resource = resource(wanted.resourceArn(), author.accountId());
    return WriteAnswers.done(
        writer.write(
            new TagResource(author, resource.serviceName(), wanted.tags().orElse(Map.of()))),
        done(request));
  }

  @Get
  HttpResponse<byte[]> getResourceTags(HttpRequest<?> request, Caller caller) {
    var resource =
        resource(
            Optional.ofNullable(request.getParameters().get("resourceArn")), caller.accountId());
    var row =
        services
            .findById(
                ServiceRow.id(caller.accountId(), resource.serviceName(), QualifiedVersions.LATEST))
            .orElseThrow(() -> SERVICE_NOT_FOUND.with(resource.serviceName()).exception());
    return Answers.json(
        AnswerJson.write(
            new Tags(
                RequestIds.of(request),
                resource.whole(settings.region()),
                AnswerJson.read(row.body(), ServiceAnswer.class).tags())));
  }

  @Write
  @Delete
  HttpResponse<byte[]> untagResource(
      HttpRequest<?> request, Author author, @Nullable @Body byte[] body) {
    var wanted = json.read(body, TagBody.class);
    var resource = resource(wanted.resourceArn(), author.accountId());
    return WriteAnswers.done(
        writer.write(
            new UntagResource(
                author,
                resource.serviceName(),
                wanted.tagKeys().orElse(List.of()),
                wanted.all().orElse(false))),
        done(request));
  }

  private static ResourceArn resource(Optional<String> text, String accountId) {
    return ResourceArn.parse(text.orElse(""), accountId);
  }

  private static String done(HttpRequest<?> request) {
    return AnswerJson.write(new Done(RequestIds.of(request)));
  }
}
