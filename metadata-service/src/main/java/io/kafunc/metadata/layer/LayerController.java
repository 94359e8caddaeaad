// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.layer;

import static io.kafunc.httpapi.ErrorCode.LAYER_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.LAYER_VERSION_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.account.VersionNumber;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.LayerAnswer;
import io.kafunc.metadata.code.CodeUpload;
import io.kafunc.metadata.code.CodeUrls;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.LayerCommand.CreateLayerVersion;
import io.kafunc.metadata.command.LayerCommand.DeleteLayerVersion;
import io.kafunc.metadata.command.LayerCommand.PutLayerAcl;
import io.kafunc.metadata.projection.LayerRow;
import io.kafunc.metadata.projection.LayerRows;
import io.kafunc.metadata.wire.Answers;
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
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * CreateLayerVersion, ListLayers, ListLayerVersions, GetLayerVersion, GetLayerVersionByArn,
 * DeleteLayerVersion, PutLayerACL (contract 1.11).
 */
@Controller("/2016-08-15")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class LayerController {

  private final CodeUpload upload;
  private final CodeUrls urls;
  private final FcJson json;
  private final MetadataWriter writer;
  private final LayerRows layers;
  private final KafuncSettings settings;

  LayerController(
      CodeUpload upload,
      CodeUrls urls,
      FcJson json,
      MetadataWriter writer,
      LayerRows layers,
      KafuncSettings settings) {
    this.upload = upload;
    this.urls = urls;
    this.json = json;
    this.writer = writer;
    this.layers = layers;
    this.settings = settings;
  }

  @Write
  @Post("/layers/{layerName}/versions")
  HttpResponse<byte[]> createLayerVersion(HttpRequest<?> request, Author author, String layerName)
      throws IOException {
    var uploaded = upload.read(request, LayerBody.class);
    var written =
        writer.write(
            new CreateLayerVersion(
                author,
                layerName,
                uploaded.body().description().orElse(""),
                uploaded.code(),
                uploaded.body().compatibleRuntime().orElse(List.of())));
    return WriteAnswers.ok(
        written,
        shown(
            request,
            author.accountId(),
            written.body().orElseThrow(),
            uploaded.code().orElseThrow().sha256()));
  }

  @Get("/layers")
  HttpResponse<byte[]> listLayers(HttpRequest<?> request, Caller caller) {
    var wanted = PageRequest.of(request);
    var from = Answers.from(wanted);
    var until = Answers.until(wanted);
    int count = wanted.limit() + 1;
    var rows =
        onlyShared(request)
            ? layers.pageOfShared(caller.accountId(), from, until, count)
            : layers.page(caller.accountId(), from, until, count);
    return Answers.list(
        "layers",
        Answers.page(rows, wanted.limit(), LayerRow::layerName),
        row -> shown(request, row),
        "");
  }

  /** The Java client spells it differently. */
  private static boolean onlyShared(HttpRequest<?> request) {
    return Stream.of("public", "isPublic")
        .anyMatch(name -> "true".equals(request.getParameters().get(name)));
  }

  @Get("/layers/{layerName}/versions")
  HttpResponse<byte[]> listLayerVersions(HttpRequest<?> request, Caller caller, String layerName) {
    int limit = PageRequest.of(request).limit();
    requireLayer(caller.accountId(), layerName);
    var from =
        request
            .getParameters()
            .getFirst("startVersion")
            .filter(text -> !text.isEmpty())
            .map(text -> number("startVersion", text))
            .orElse(1L);
    var rows = layers.versions(caller.accountId(), layerName, from, limit + 1);
    var page = Answers.page(rows, limit, row -> Long.toString(row.version()));
    return Answers.list(
        "layers",
        page.withoutToken(),
        row -> shown(request, row),
        page.nextToken().map(next -> ",\"nextVersion\":" + next).orElse(""));
  }

  @Get("/layers/{layerName}/versions/{version}")
  HttpResponse<byte[]> getLayerVersion(
      HttpRequest<?> request, Caller caller, String layerName, String version) {
    return version(request, caller, layerName, version);
  }

  /** The ARN has slashes, which some clients escape and others do not. */
  @Get("/layerarn/{+arn}")
  HttpResponse<byte[]> getLayerVersionByArn(HttpRequest<?> request, Caller caller, String arn) {
    var wanted = LayerArn.parse(arn);
    if (!wanted.accountId().equals(caller.accountId())) {
      throw LAYER_NOT_FOUND.with(wanted.layerName()).exception();
    }
    return version(request, caller, wanted.layerName(), wanted.version());
  }

  @Write
  @Delete("/layers/{layerName}/versions/{version}")
  HttpResponse<byte[]> deleteLayerVersion(Author author, String layerName, String version) {
    return WriteAnswers.gone(writer.write(new DeleteLayerVersion(author, layerName, version)));
  }

  @Write
  @Put("/layers/{layerName}/acl")
  HttpResponse<byte[]> putLayerAcl(
      HttpRequest<?> request, Author author, String layerName, @Nullable @Body byte[] body) {
    var isPublic = json.readOrEmpty(body, AclBody.class).wanted(request);
    return WriteAnswers.empty(writer.write(new PutLayerAcl(author, layerName, isPublic)));
  }

  private HttpResponse<byte[]> version(
      HttpRequest<?> request, Caller caller, String layerName, String version) {
    requireLayer(caller.accountId(), layerName);
    var row =
        layers
            .findById(LayerRow.id(caller.accountId(), layerName, number("version", version)))
            .orElseThrow(() -> LAYER_VERSION_NOT_FOUND.with(version, layerName).exception());
    return Answers.one(shown(request, row), row.revision());
  }

  private void requireLayer(String accountId, String layerName) {
    if (layers.last(accountId, layerName).isEmpty()) {
      throw LAYER_NOT_FOUND.with(layerName).exception();
    }
  }

  private String shown(HttpRequest<?> request, LayerRow row) {
    return shown(request, row.accountId(), row.body(), row.codeSha256());
  }

  /** With where its code is for this caller, and its name in this region. */
  private String shown(HttpRequest<?> request, String accountId, String body, String sha256) {
    var answer = AnswerJson.read(body, LayerAnswer.class);
    var arn = new LayerArn(accountId, answer.layerName(), Long.toString(answer.version()));
    return AnswerJson.write(answer.at(urls.lend(request, sha256), arn.format(settings.region())));
  }

  private static long number(String field, String text) {
    return VersionNumber.parse(text)
        .orElseThrow(() -> VersionNumber.refusal(field, text).exception());
  }
}
