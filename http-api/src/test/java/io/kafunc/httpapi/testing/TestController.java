// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.testing;

import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag;
import io.kafunc.httpapi.FcHeaders;
import io.kafunc.httpapi.Name;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.httpapi.signature.Authenticator;
import io.kafunc.httpapi.signature.Open;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A few endpoints shaped like FC's, to be called as its clients and its enemies would. */
@Controller("/2016-08-15")
public class TestController {

  private final FcJson json;
  private final Authenticator authenticator;

  TestController(FcJson json, Authenticator authenticator) {
    this.json = json;
    this.authenticator = authenticator;
  }

  /** What a service looks like to these tests. */
  public record Service(
      String serviceName,
      Optional<String> description,
      Optional<Integer> timeout,
      boolean internetAccess,
      Optional<List<String>> names,
      Optional<Service> inner,
      Optional<Double> weight) {}

  /** What an answer looks like. */
  public record Answer(
      String name, Optional<String> absent, List<String> list, Instant createdTime) {}

  @Post("/services")
  @Consumes(MediaType.ALL)
  Service create(@Body byte[] body) {
    return json.read(body, Service.class);
  }

  @Post("/bound/services")
  Service bound(@Body Service service) {
    return service;
  }

  @Get("/services/{name}")
  MutableHttpResponse<Answer> get(String name) {
    Name.check("serviceName", name);
    MutableHttpResponse<Answer> response =
        HttpResponse.ok(
            new Answer(
                name, Optional.empty(), List.of(), Instant.parse("2020-04-23T06:32:43.999Z")));
    new Etag(7).writeTo(response);
    return response;
  }

  @Put("/services/{name}")
  HttpResponse<?> update(String name, HttpRequest<?> request) {
    Etag.expected(request).check(7);
    return HttpResponse.ok();
  }

  @Delete("/services/{name}")
  @Consumes(MediaType.ALL)
  HttpResponse<?> delete(String name) {
    return HttpResponse.noContent();
  }

  @Get("/missing/{name}")
  HttpResponse<?> missing(String name) {
    throw SERVICE_NOT_FOUND.with(name).exception();
  }

  @Get("/missing-later/{name}")
  CompletionStage<String> missingLater(String name) {
    return CompletableFuture.failedFuture(SERVICE_NOT_FOUND.with(name).exception());
  }

  @Get("/broken")
  String broken() {
    throw new IllegalStateException("the secret is 42");
  }

  @Get("/typed")
  String typed(@QueryValue int count) {
    return "" + count;
  }

  @Get("/page")
  Map<String, Object> page(HttpRequest<?> request) {
    PageRequest page = PageRequest.of(request);
    return Map.of("limit", page.limit(), "from", page.from().orElse(""));
  }

  @Get("/caller")
  Map<String, String> caller(Caller caller, HttpRequest<?> request) {
    return Map.of(
        "account", caller.accountId(), "key", caller.accessKeyId(), "id", RequestIds.of(request));
  }

  @Post(
      uri = "/services/{name}/functions/{function}/invocations",
      produces = "application/octet-stream")
  @Consumes(MediaType.ALL)
  MutableHttpResponse<byte[]> invoke(
      @Body @Nullable byte[] event, String name, HttpRequest<?> request) {
    if ("Async".equals(request.getHeaders().get(FcHeaders.INVOCATION_TYPE))) {
      return HttpResponse.<byte[]>status(HttpStatus.ACCEPTED)
          .header(FcHeaders.REQUEST_ID, "0198f1f4-0000-8000-8000-000000000001");
    }
    return HttpResponse.ok(event == null ? new byte[0] : event);
  }

  @Get("/proxy/{service}/{function}/{+path}")
  @Open
  Map<String, String> proxy(String service, String path, HttpRequest<?> request) {
    if (service.equals("signed")) {
      authenticator.authenticate(request);
    }
    return Map.of("path", path);
  }
}
