// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.schemas.invocation.InvocationStatus.Enqueued;
import static io.kafunc.schemas.invocation.InvocationStatus.Running;

import io.kafunc.httpapi.Caller;
import io.kafunc.log.ingest.Progress;
import io.kafunc.log.store.Cursor;
import io.kafunc.log.store.InvocationQuery;
import io.kafunc.log.store.LogStore;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Calls: a list of ended ones, of open ones by their status, and any one by its id. */
@Controller("/kafunc/invocations")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class InvocationController {

  private final LogStore store;
  private final OpenCalls openCalls;
  private final CallFinder finder;
  private final Progress progress;
  private final ResultReader results;

  InvocationController(
      LogStore store,
      OpenCalls openCalls,
      CallFinder finder,
      Progress progress,
      ResultReader results) {
    this.store = store;
    this.openCalls = openCalls;
    this.finder = finder;
    this.progress = progress;
    this.results = results;
  }

  @Get
  InvocationList list(HttpRequest<?> request, Caller caller) {
    var asked = new Parameters(request);
    asked.limit();
    boolean open = asked.status().filter(s -> s == Enqueued || s == Running).isPresent();
    return open ? open(asked) : ended(asked, caller);
  }

  @Get("/{requestId}")
  Object find(String requestId, Caller caller) {
    return finder.find(caller.accountId(), requestId);
  }

  /** What an asynchronous call answered, as bytes. */
  @Get(value = "/{requestId}/result", produces = MediaType.APPLICATION_OCTET_STREAM)
  byte[] result(String requestId, Caller caller) {
    return store
        .invocations()
        .find(caller.accountId(), requestId)
        .map(results::read)
        .orElseThrow(() -> finder.noResult(caller.accountId(), requestId));
  }

  private InvocationList open(Parameters asked) {
    var page = openCalls.list(asked);
    return new InvocationList(page.rows(), page.nextToken(), progress.word());
  }

  private InvocationList ended(Parameters asked, Caller caller) {
    var query =
        new InvocationQuery(
            caller.accountId(),
            asked.text("service"),
            asked.text("function"),
            asked.text("qualifier"),
            asked.text("version"),
            asked.status(),
            asked.flag("attempts"),
            asked.span(),
            asked.after(),
            asked.limit());
    String word = progress.word();
    var page = store.invocations().list(query);
    return new InvocationList(
        page.rows().stream().map(InvocationBody::of).toList(),
        page.next().map(Cursor::token),
        word);
  }
}
