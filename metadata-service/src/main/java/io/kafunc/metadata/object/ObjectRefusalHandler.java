// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import io.kafunc.httpapi.RequestIds;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.netty.handler.codec.http.HttpResponseStatus;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Optional;

/** Answers with the protocol's XML; for HEAD, which has no body, it stands in a header. */
@Singleton
final class ObjectRefusalHandler
    implements ExceptionHandler<ObjectRefusedException, HttpResponse<byte[]>> {

  @Override
  public HttpResponse<byte[]> handle(HttpRequest request, ObjectRefusedException refused) {
    HttpRequest<?> asked = request;
    var host = Optional.ofNullable(asked.getHeaders().get("Host")).orElse("");
    var body = ObjectXml.error(refused, RequestIds.find(asked).orElse(""), host);
    var status = HttpResponseStatus.valueOf(refused.error().status());
    var response =
        HttpResponse.<byte[]>status(status.code(), status.reasonPhrase())
            .contentType(MediaType.APPLICATION_XML_TYPE);
    return asked.getMethodName().equals("HEAD")
        ? response.header("X-Oss-Err", Base64.getEncoder().encodeToString(body))
        : response.body(body);
  }
}
