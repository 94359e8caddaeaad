// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.httpapi.ErrorCode.MISSING_REQUIRED_HEADER;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.server.PublicAddress;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import io.kafunc.metadata.trigger.kind.TriggerKinds;
import io.kafunc.metadata.write.WriteAnswers;
import io.kafunc.metadata.write.Written;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only the wire knows of kinds of triggers: a header that some want, the warning that nothing
 * fires others yet, and the address of a function that answers requests (contract 1.5).
 */
@Singleton
final class TriggerWire {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerWire.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TriggerKinds kinds;

  TriggerWire(TriggerKinds kinds) {
    this.kinds = kinds;
  }

  /** 400 where a trigger of this type may only be created with a header that is not there. */
  void requireHeader(HttpRequest<?> request, String type) {
    kinds
        .find(type)
        .flatMap(TriggerKind::requiredHeader)
        .filter(header -> !header.value().equalsIgnoreCase(request.getHeaders().get(header.name())))
        .ifPresent(
            header -> {
              throw MISSING_REQUIRED_HEADER.with(header.name()).exception();
            });
  }

  /** A trigger that was created or changed. */
  HttpResponse<byte[]> written(
      HttpRequest<?> request, Written written, String serviceName, String functionName) {
    var stored = written.body().orElseThrow();
    var body = body(request, serviceName, functionName, stored);
    var response =
        WriteAnswers.ok(new Written(written.position(), written.revision(), Optional.of(body)));
    var trigger = read(stored);
    var type = trigger.path("triggerType").asText();
    if (!kinds.find(type).map(TriggerKind::fires).orElse(false)) {
      LOG.warn(
          "{} triggers are stored but do not fire yet service={} function={} trigger={}",
          type,
          serviceName,
          functionName,
          trigger.path("triggerName").asText());
      response.header(
          HttpHeaders.WARNING,
          "299 kafunc \"%s triggers are stored but do not fire yet\"".formatted(type));
    }
    return response;
  }

  /** The stored body, with the address under which the caller reaches the function. */
  String body(HttpRequest<?> request, String serviceName, String functionName, String stored) {
    var trigger = read(stored);
    var kind = kinds.find(trigger.path("triggerType").asText());
    if (!kind.map(TriggerKind::answersRequests).orElse(false)) {
      return stored;
    }
    var qualifier = trigger.path("qualifier").asText();
    var url =
        AnswerJson.write(
            "%s/2016-08-15/proxy/%s%s/%s/"
                .formatted(
                    PublicAddress.of(request),
                    serviceName,
                    qualifier.isEmpty() ? "" : "." + qualifier,
                    functionName));
    return stored.substring(0, stored.length() - 1)
        + ",\"urlInternet\":%s,\"urlIntranet\":%s}".formatted(url, url);
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
