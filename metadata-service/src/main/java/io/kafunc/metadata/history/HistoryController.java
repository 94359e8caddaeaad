// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.history;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.metadata.projection.KnownAnswers.Answer;
import io.kafunc.metadata.wire.Answers;
import io.kafunc.metadata.wire.Qualified;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Who changed what, when, from what to what; and with {@code ?at=} what a thing looked like then.
 * An endpoint of our own.
 */
@Controller("/kafunc/history")
@ExecuteOn(TaskExecutors.BLOCKING)
class HistoryController {

  private static final int USUAL = 100;
  private static final int MOST = 1000;

  private final History history;

  HistoryController(History history) {
    this.history = history;
  }

  @Get("/services/{serviceName}")
  HttpResponse<byte[]> ofService(HttpRequest<?> request, Caller caller, String serviceName) {
    return answer(request, caller, Subject.service(serviceName));
  }

  @Get("/services/{serviceName}/functions/{functionName}")
  HttpResponse<byte[]> ofFunction(
      HttpRequest<?> request, Caller caller, String serviceName, String functionName) {
    return answer(request, caller, Subject.function(serviceName, functionName));
  }

  @Get("/services/{serviceName}/functions/{functionName}/provision-configs/{qualifier}")
  HttpResponse<byte[]> ofProvisionConfig(
      HttpRequest<?> request,
      Caller caller,
      String serviceName,
      String functionName,
      String qualifier) {
    var at = new FunctionAt(serviceName, qualifier, functionName);
    return answer(request, caller, Subject.provisionConfig(at));
  }

  @Get("/services/{serviceName}/functions/{functionName}/async-invoke-configs/{qualifier}")
  HttpResponse<byte[]> ofAsyncInvokeConfig(
      HttpRequest<?> request,
      Caller caller,
      String serviceName,
      String functionName,
      String qualifier) {
    var at = new FunctionAt(serviceName, qualifier, functionName);
    return answer(request, caller, Subject.asyncInvokeConfig(at));
  }

  @Get("/services/{serviceName}/functions/{functionName}/triggers/{triggerName}")
  HttpResponse<byte[]> ofTrigger(
      HttpRequest<?> request,
      Caller caller,
      String serviceName,
      String functionName,
      String triggerName) {
    return answer(request, caller, Subject.trigger(serviceName, functionName, triggerName));
  }

  @Get("/services/{serviceName}/bindings/{vpcId}")
  HttpResponse<byte[]> ofBinding(
      HttpRequest<?> request, Caller caller, String serviceName, String vpcId) {
    return answer(request, caller, Subject.binding(serviceName, vpcId));
  }

  @Get("/services/{serviceName}/aliases/{aliasName}")
  HttpResponse<byte[]> ofAlias(
      HttpRequest<?> request, Caller caller, String serviceName, String aliasName) {
    return answer(request, caller, Subject.alias(serviceName, aliasName));
  }

  @Get("/services/{serviceName}/versions/{versionId}")
  HttpResponse<byte[]> ofVersion(
      HttpRequest<?> request, Caller caller, String serviceName, String versionId) {
    return answer(request, caller, Subject.version(serviceName, versionId));
  }

  @Get("/on-demand-configs/services/{serviceName}/functions/{functionName}")
  HttpResponse<byte[]> ofOnDemandConfig(
      HttpRequest<?> request, Caller caller, String serviceName, String functionName) {
    var at = Qualified.parse(serviceName).function(functionName);
    return answer(request, caller, Subject.onDemandConfig(at));
  }

  @Get("/custom-domains/{domainName}")
  HttpResponse<byte[]> ofCustomDomain(HttpRequest<?> request, Caller caller, String domainName) {
    return answer(request, caller, Subject.customDomain(domainName));
  }

  @Get("/layers/{layerName}")
  HttpResponse<byte[]> ofLayer(HttpRequest<?> request, Caller caller, String layerName) {
    return answer(request, caller, Subject.layer(layerName));
  }

  @Get("/layers/{layerName}/versions/{version}")
  HttpResponse<byte[]> ofLayerVersion(
      HttpRequest<?> request, Caller caller, String layerName, String version) {
    return answer(request, caller, Subject.layerVersion(layerName, version));
  }

  private HttpResponse<byte[]> answer(HttpRequest<?> request, Caller caller, Subject subject) {
    var at = request.getParameters().get("at");
    if (at != null && !at.isEmpty()) {
      var row = history.at(caller.accountId(), subject, time(at));
      return Answers.one(new Answer(row.bodyAfter(), row.revision()));
    }
    int limit = PageRequest.limit(request.getParameters().get("limit"), USUAL, MOST);
    return Answers.json(history.events(caller.accountId(), subject, position(request), limit));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw INVALID_ARGUMENT
          .saying(
              "at is set to an invalid value (example: '2020-10-10T10:10:10Z', actual: '%s')"
                  .formatted(text))
          .exception();
    }
  }

  private static long position(HttpRequest<?> request) {
    var token = request.getParameters().get("nextToken");
    try {
      return token == null || token.isEmpty() ? 0 : Long.parseLong(token);
    } catch (NumberFormatException _) {
      throw INVALID_ARGUMENT.saying("nextToken is set to an invalid value").exception();
    }
  }
}
