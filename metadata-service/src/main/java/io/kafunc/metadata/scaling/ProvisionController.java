// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.ProvisionAnswer;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.ProvisionCommand.PutProvisionConfig;
import io.kafunc.metadata.projection.ProvisionRow;
import io.kafunc.metadata.projection.ProvisionRows;
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
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** PutProvisionConfig, GetProvisionConfig, ListProvisionConfigs (contract 1.9). */
@Controller("/2016-08-15")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class ProvisionController {

  private static final String ONE =
      "/services/{serviceName}/functions/{functionName}/provision-config";

  private final FcJson json;
  private final MetadataWriter writer;
  private final ProvisionRows provisions;
  private final QualifiedVersions versions;
  private final ProvisionedNow instances;

  ProvisionController(
      FcJson json,
      MetadataWriter writer,
      ProvisionRows provisions,
      QualifiedVersions versions,
      ProvisionedNow instances) {
    this.json = json;
    this.writer = writer;
    this.provisions = provisions;
    this.versions = versions;
    this.instances = instances;
  }

  @Write
  @Put(ONE)
  HttpResponse<byte[]> putProvisionConfig(
      Author author,
      String serviceName,
      String functionName,
      Expected expected,
      @Nullable @Body byte[] body) {
    var written =
        writer.write(
            new PutProvisionConfig(
                author,
                Qualified.parse(serviceName).function(functionName),
                expected,
                json.read(body, ProvisionBody.class).toChange()));
    return WriteAnswers.ok(written.saying(instances.ask()::complete));
  }

  /** What was never configured answers as what was set to 0: callers wait until it is so. */
  @Get(ONE)
  HttpResponse<byte[]> getProvisionConfig(Caller caller, String serviceName, String functionName) {
    var at = Qualified.parse(serviceName).function(functionName);
    var row = provisions.findById(ProvisionAnswer.resource(caller.accountId(), at));
    if (row.isPresent()) {
      return Answers.one(instances.ask().complete(row.get().body()), row.get().revision());
    }
    ProvisionRules.qualifierFault(at)
        .ifPresent(
            refusal -> {
              throw refusal.exception();
            });
    versions.requireFunction(caller.accountId(), at);
    var none = ProvisionAnswer.of(caller.accountId(), at, ProvisionDecider.NONE);
    return Answers.one(instances.ask().complete(AnswerJson.write(none)), 0);
  }

  @Get("/provision-configs")
  HttpResponse<byte[]> listProvisionConfigs(HttpRequest<?> request, Caller caller) {
    var asked = PageRequest.of(request);
    var wanted = new PageRequest(asked.limit(), prefix(request, caller), asked.from());
    var rows = provisions.page(Answers.from(wanted), Answers.until(wanted), wanted.limit() + 1);
    var known = instances.ask();
    return Answers.list(
        "provisionConfigs",
        Answers.page(rows, wanted.limit(), ProvisionRow::resource),
        row -> known.complete(row.body()),
        "");
  }

  private static String prefix(HttpRequest<?> request, Caller caller) {
    var service = parameter(request, "serviceName");
    var qualifier = parameter(request, "qualifier");
    if (service.isEmpty() && qualifier.isPresent()) {
      throw INVALID_ARGUMENT.saying("serviceName is required when qualifier is set").exception();
    }
    return caller.accountId()
        + "#"
        + service.map(name -> name + "#").orElse("")
        + qualifier.map(name -> name + "#").orElse("");
  }

  private static Optional<String> parameter(HttpRequest<?> request, String name) {
    return Optional.ofNullable(request.getParameters().get(name)).filter(text -> !text.isEmpty());
  }
}
