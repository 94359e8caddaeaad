// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static io.kafunc.httpapi.ErrorCode.ACCESS_DENIED;
import static io.kafunc.httpapi.ErrorCode.DOMAIN_NAME_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.METHOD_NOT_ALLOWED;
import static io.kafunc.httpapi.ErrorCode.PATH_NOT_SUPPORTED;
import static io.kafunc.httpapi.ErrorCode.TRIGGER_NOT_FOUND;

import io.kafunc.httpapi.FcHeaders;
import io.kafunc.httpapi.HostName;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.httpapi.signature.Authenticator;
import io.kafunc.httpapi.signature.PercentCoding;
import io.kafunc.invoker.async.forward.Forwarding;
import io.kafunc.invoker.catalog.CustomDomain;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.HttpTrigger;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.invoker.invocation.AsyncCalls;
import io.kafunc.invoker.invocation.CallOptions;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Invoke;
import io.kafunc.invoker.invocation.InvokeAnswer;
import io.kafunc.invoker.invocation.RequestPayload;
import io.kafunc.invoker.invocation.StoredRequest;
import io.kafunc.invoker.invocation.Terms;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.InvocationType;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The door for requests to functions: {@code /2016-08-15/proxy/…} on any host, and every path of a
 * custom domain but those of the API ({@code /2016-08-15/…}, {@code /kafunc/…}). A filter and no
 * controller, because whose a path is depends on the host, any method may come, and the trigger
 * says whether a signature is needed. Runs on event loops and never blocks.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class HttpTriggerFilter implements Ordered {

  private static final String HTTP = "http";
  private static final String ANONYMOUS = "anonymous";
  private static final CompletionStage<HttpResponse<?>> NOT_OURS =
      CompletableFuture.completedStage(null);

  private final FunctionCatalog catalog;
  private final Invoke invoke;
  private final AsyncCalls asyncCalls;
  private final Authenticator authenticator;
  private final Optional<Forwarding> forwarding;
  private final Clock clock;

  HttpTriggerFilter(
      FunctionCatalog catalog,
      Invoke invoke,
      AsyncCalls asyncCalls,
      Authenticator authenticator,
      Optional<Forwarding> forwarding,
      Clock clock) {
    this.catalog = catalog;
    this.invoke = invoke;
    this.asyncCalls = asyncCalls;
    this.authenticator = authenticator;
    this.forwarding = forwarding;
    this.clock = clock;
  }

  /** Before the signature is asked for: that is the trigger's to say. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  @Nullable
  CompletionStage<@Nullable HttpResponse<?>> answer(HttpRequest<?> request) {
    String path = request.getPath();
    if (path.startsWith(ProxyPath.BEGIN)) {
      return call(request, ProxyPath.parse(path).of(authenticator.accountNamedBy(request)));
    }
    if (path.startsWith("/2016-08-15/") || path.startsWith("/kafunc/")) {
      return NOT_OURS;
    }
    var host = HostName.of(request.getHeaders().get(HttpHeaders.HOST));
    var domain = catalog.domain(host.name());
    if (domain.isPresent()) {
      return call(request, routed(request, domain.get()));
    }
    boolean nobodys = RouteAttributes.getRouteInfo(request).isEmpty();
    return host.isForeign() && nobodys ? callUnknown(request, host) : NOT_OURS;
  }

  private CompletionStage<HttpResponse<?>> callUnknown(HttpRequest<?> request, HostName host) {
    return catalog
        .awaitDomain(host.name())
        .thenCompose(
            domain ->
                call(
                    request,
                    routed(
                        request,
                        domain.orElseThrow(
                            () -> DOMAIN_NAME_NOT_FOUND.with(host.name()).exception()))));
  }

  private static HttpTarget routed(HttpRequest<?> request, CustomDomain domain) {
    String path = PercentCoding.decode(request.getPath());
    return domain
        .route(path)
        .map(route -> HttpTarget.of(domain, route, path))
        .orElseThrow(
            () -> PATH_NOT_SUPPORTED.with(request.getMethodName(), request.getPath()).exception());
  }

  private CompletionStage<HttpResponse<?>> call(HttpRequest<?> request, HttpTarget target) {
    if (isWebSocket(request)) {
      throw INVALID_ARGUMENT.saying("WebSocket is not supported by HTTP triggers").exception();
    }
    return catalog
        .httpTrigger(target.function())
        .thenCompose(
            trigger ->
                trigger
                    .map(found -> admit(request, target, found))
                    .orElseGet(() -> missing(target)));
  }

  /** Whoever made the function but no trigger should not be told that there is no function. */
  private CompletionStage<HttpResponse<?>> missing(HttpTarget target) {
    var function = target.function();
    return catalog
        .resolve(
            function.accountId(),
            function.serviceName(),
            function.qualifier(),
            function.functionName())
        .thenApply(
            resolution ->
                InvokeAnswer.refused(
                    switch (resolution) {
                      case Missing(var error) -> error;
                      case Found _ ->
                          TRIGGER_NOT_FOUND.saying(
                              "function '%s' in service '%s' has no HTTP trigger for qualifier '%s'"
                                  .formatted(
                                      function.functionName(),
                                      function.serviceName(),
                                      function.qualifier()));
                    }));
  }

  private CompletionStage<HttpResponse<?>> admit(
      HttpRequest<?> request, HttpTarget target, HttpTrigger trigger) {
    if (Cors.answers(request, trigger)) {
      return CompletableFuture.completedStage(Cors.leave(request, trigger));
    }
    var methods = methods(target, trigger);
    if (!methods.contains(request.getMethodName())) {
      String allowed = String.join(",", methods);
      return CompletableFuture.completedStage(
          InvokeAnswer.refused(METHOD_NOT_ALLOWED.with(request.getMethodName(), allowed))
              .header(HttpHeaders.ALLOW, allowed));
    }
    String actor = trigger.signed() ? signer(request, target) : ANONYMOUS;
    if (forwarding.isPresent() && forwarding.get().isNeeded(request)) {
      return forwarding.get().of(request).thenApply(answer -> answer);
    }
    var here = (ServerHttpRequest<?>) request;
    return "Async".equals(request.getHeaders().get(FcHeaders.INVOCATION_TYPE))
        ? enqueue(here, target, trigger, actor)
        : run(here, target, trigger, actor);
  }

  private CompletionStage<HttpResponse<?>> enqueue(
      ServerHttpRequest<?> request, HttpTarget target, HttpTrigger trigger, String actor) {
    var options = CallOptions.of(request.getHeaders());
    var about = StoredRequest.about(RequestAbout.of(request, target.path(), trigger.signed()));
    return RequestPayload.of(request)
        .thenCompose(
            body ->
                asyncCalls.accept(
                    invocation(request, target, trigger, actor, InvocationType.Async, body),
                    options.invocationId(),
                    Optional.of(about)))
        .thenApply(
            accepted -> {
              var answer = InvokeAnswer.accepted(accepted);
              Cors.permit(request, answer);
              return answer;
            });
  }

  private CompletionStage<HttpResponse<?>> run(
      ServerHttpRequest<?> request, HttpTarget target, HttpTrigger trigger, String actor) {
    var exchange = new HttpExchange(request, target.path(), trigger.signed());
    invoke
        .invoke(
            invocation(request, target, trigger, actor, InvocationType.Sync, Payload.EMPTY),
            Terms.of(exchange))
        .thenAccept(exchange::ended);
    return exchange.answer();
  }

  private Invocation invocation(
      HttpRequest<?> request,
      HttpTarget target,
      HttpTrigger trigger,
      String actor,
      InvocationType type,
      Payload body) {
    var function = target.function();
    return new Invocation(
        function.accountId(),
        function.serviceName(),
        function.qualifier(),
        function.functionName(),
        body,
        RequestIds.of(request),
        type,
        false,
        clock.instant(),
        Optional.of(trigger.triggerName()),
        Optional.of(HTTP),
        1,
        actor);
  }

  private String signer(HttpRequest<?> request, HttpTarget target) {
    var caller = authenticator.authenticateTrigger(request);
    if (!caller.accountId().equals(target.function().accountId())) {
      throw ACCESS_DENIED.with("the access key is of another account").exception();
    }
    return caller.accessKeyId();
  }

  private static Set<String> methods(HttpTarget target, HttpTrigger trigger) {
    var methods = new LinkedHashSet<>(trigger.methods());
    if (!target.methods().isEmpty()) {
      methods.retainAll(target.methods());
    }
    return methods;
  }

  private static boolean isWebSocket(HttpRequest<?> request) {
    String upgrade = request.getHeaders().get(HttpHeaders.UPGRADE);
    return upgrade != null && upgrade.strip().equalsIgnoreCase("websocket");
  }
}
