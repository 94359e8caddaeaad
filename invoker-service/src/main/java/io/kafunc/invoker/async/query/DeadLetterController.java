// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import static io.kafunc.httpapi.ErrorCode.INVOCATION_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.FcHeaders;
import io.kafunc.invoker.async.accept.CallAcceptor;
import io.kafunc.invoker.async.drain.DeadLetters;
import io.kafunc.invoker.invocation.AsyncCalls.Accepted;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.InvocationRequested;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Calls that expired or failed for good.
 *
 * <ul>
 *   <li>{@code GET /kafunc/deadletters?service=&function=&qualifier=&status=&limit=&nextToken=}:
 *       {@code {"deadLetters":[rows], "nextToken"}}.
 *   <li>{@code GET /kafunc/deadletters/{requestId}}: one, with its payload.
 *   <li>{@code DELETE /kafunc/deadletters/{requestId}}: forgets it, 204.
 *   <li>{@code DELETE /kafunc/deadletters?…}: forgets a page of them, {@code {"count":n}}; 0 when
 *       none are left.
 *   <li>{@code POST /kafunc/deadletters/{requestId}/redrive}: a new call with its payload, 202 and
 *       {@code {"requestId"}} of the new one; the letter is forgotten.
 *   <li>{@code POST /kafunc/deadletters/redrive?…}: the same with a page of them, {@code
 *       {"count":n}}.
 * </ul>
 */
@Controller("/kafunc/deadletters")
@Requires(beans = DeadLetters.class)
final class DeadLetterController {

  private final DeadLetters letters;
  private final CallAcceptor acceptor;
  private final Clock clock;

  DeadLetterController(DeadLetters letters, CallAcceptor acceptor, Clock clock) {
    this.letters = letters;
    this.acceptor = acceptor;
    this.clock = clock;
  }

  /** How many letters an action was done to. */
  record Count(int count) {}

  @Get
  DeadLetterBody.Page list(HttpRequest<?> request, Caller caller) {
    var page = page(request, caller);
    return new DeadLetterBody.Page(
        page.letters().stream().map(DeadLetterBody::of).toList(),
        page.next().map(CallQuery::token));
  }

  @Get("/{requestId}")
  CompletionStage<DeadLetterBody> find(@PathVariable String requestId, Caller caller) {
    var letter = letter(requestId, caller);
    return letters.call(letter).thenApply(call -> DeadLetterBody.of(letter, call));
  }

  @Delete("/{requestId}")
  CompletionStage<HttpResponse<?>> purge(@PathVariable String requestId, Caller caller) {
    return letters.purge(letter(requestId, caller)).thenApply(_ -> HttpResponse.noContent());
  }

  @Delete
  CompletionStage<Count> purgeAll(HttpRequest<?> request, Caller caller) {
    return all(page(request, caller), letters::purge);
  }

  @Post("/{requestId}/redrive")
  CompletionStage<HttpResponse<?>> redrive(@PathVariable String requestId, Caller caller) {
    return redrive(letter(requestId, caller), caller)
        .thenApply(
            call ->
                HttpResponse.accepted()
                    .header(FcHeaders.REQUEST_ID, call.requestId())
                    .body(Map.of("requestId", call.requestId())));
  }

  @Post("/redrive")
  CompletionStage<Count> redriveAll(HttpRequest<?> request, Caller caller) {
    return all(page(request, caller), letter -> redrive(letter, caller));
  }

  /** What is done to a letter. */
  private interface Action {
    CompletionStage<?> doTo(KeptCall letter);
  }

  private static CompletionStage<Count> all(DeadLetters.Rows page, Action action) {
    var done =
        page.letters().stream()
            .map(letter -> action.doTo(letter).toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(done).thenApply(_ -> new Count(done.length));
  }

  private CompletionStage<Accepted> redrive(KeptCall letter, Caller caller) {
    return letters
        .call(letter)
        .thenCompose(call -> acceptor.accept(anew(call, letter, caller)))
        .thenCompose(accepted -> letters.purge(letter).thenApply(_ -> accepted));
  }

  private InvocationRequested anew(
      Optional<InvocationRequested> found, KeptCall letter, Caller caller) {
    var call =
        found.orElseThrow(() -> INVOCATION_NOT_FOUND.with(letter.record().requestId()).exception());
    return new InvocationRequested(
        call.accountId(),
        call.serviceName(),
        call.qualifier(),
        call.functionName(),
        call.payload(),
        clock.instant(),
        caller.accessKeyId(),
        call.triggerName(),
        call.triggerType(),
        Optional.empty(),
        0,
        Optional.empty(),
        call.httpRequest());
  }

  private DeadLetters.Rows page(HttpRequest<?> request, Caller caller) {
    requireKnown();
    var query = DeadLetterQuery.of(request, caller);
    return letters.list(query.wanted(), query.from(), query.limit());
  }

  private KeptCall letter(String requestId, Caller caller) {
    requireKnown();
    return CallId.parse(requestId)
        .flatMap(letters::find)
        .filter(letter -> letter.record().accountId().equals(caller.accountId()))
        .orElseThrow(() -> INVOCATION_NOT_FOUND.with(requestId).exception());
  }

  private void requireKnown() {
    if (!letters.known()) {
      throw DeadLetters.noOwner();
    }
  }
}
