// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.version;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.account.VersionNumber;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.VersionCommand.DeleteVersion;
import io.kafunc.metadata.command.VersionCommand.PublishVersion;
import io.kafunc.metadata.projection.VersionRow;
import io.kafunc.metadata.projection.VersionRows;
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
import java.util.Locale;
import java.util.Optional;

/** PublishServiceVersion, ListServiceVersions, DeleteServiceVersion (contract 1.3). */
@Controller("/2016-08-15/services/{serviceName}/versions")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class VersionController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final VersionRows versions;
  private final QualifiedVersions services;

  VersionController(
      FcJson json, MetadataWriter writer, VersionRows versions, QualifiedVersions services) {
    this.json = json;
    this.writer = writer;
    this.versions = versions;
    this.services = services;
  }

  @Write
  @Post
  HttpResponse<byte[]> publishServiceVersion(
      Author author, String serviceName, Expected expected, @Nullable @Body byte[] body) {
    return WriteAnswers.ok(
        writer.write(
            new PublishVersion(
                author,
                serviceName,
                expected,
                json.readOrEmpty(body, VersionBody.class).description().orElse(""))));
  }

  @Get
  HttpResponse<byte[]> listServiceVersions(
      HttpRequest<?> request, Caller caller, String serviceName) {
    var wanted = PageRequest.of(request);
    var direction = direction(request.getParameters().get("direction"));
    var from = wanted.from().map(VersionController::number);
    services.requireService(caller.accountId(), serviceName);
    int count = wanted.limit() + 1;
    var rows =
        direction.equals("FORWARD")
            ? versions.forward(caller.accountId(), serviceName, from.orElse(0L), count)
            : versions.backward(
                caller.accountId(), serviceName, from.orElse(Long.MAX_VALUE), count);
    return Answers.list(
        "versions",
        Answers.page(rows, wanted.limit(), row -> Long.toString(row.versionId())),
        VersionRow::body,
        ",\"direction\":\"" + direction + "\"");
  }

  @Write
  @Delete("/{versionId}")
  HttpResponse<byte[]> deleteServiceVersion(Author author, String serviceName, String versionId) {
    return WriteAnswers.gone(writer.write(new DeleteVersion(author, serviceName, versionId)));
  }

  private static String direction(String text) {
    var direction =
        Optional.ofNullable(text)
            .filter(given -> !given.isEmpty())
            .orElse("BACKWARD")
            .toUpperCase(Locale.ROOT);
    if (!direction.equals("FORWARD") && !direction.equals("BACKWARD")) {
      throw INVALID_ARGUMENT
          .saying(
              "direction is set to an invalid value (allowed: FORWARD | BACKWARD, actual: '%s')"
                  .formatted(text))
          .exception();
    }
    return direction;
  }

  private static long number(String text) {
    return VersionNumber.parse(text)
        .orElseThrow(() -> VersionNumber.refusal("startKey", text).exception());
  }
}
