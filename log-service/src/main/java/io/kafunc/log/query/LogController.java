// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import io.kafunc.httpapi.Caller;
import io.kafunc.log.ingest.Progress;
import io.kafunc.log.store.Cursor;
import io.kafunc.log.store.LogStore;
import io.kafunc.log.store.OutputQuery;
import io.kafunc.log.store.SearchText;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/** Lines functions wrote, newest first. */
@Controller("/kafunc/logs")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class LogController {

  private final LogStore store;
  private final Progress progress;

  LogController(LogStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** A page of lines. */
  record LineList(List<LineBody> logs, Optional<String> nextToken, String progress) {}

  @Get
  LineList search(HttpRequest<?> request, Caller caller) {
    var asked = new Parameters(request);
    var query =
        new OutputQuery(
            caller.accountId(),
            asked.text("service"),
            asked.text("function"),
            asked.text("requestId"),
            asked.text("query").map(SearchText::parse).orElse(SearchText.ANYTHING),
            asked.span(),
            asked.after(),
            asked.limit());
    String word = progress.word();
    var page = store.output().search(query);
    return new LineList(
        page.rows().stream().map(LineBody::of).toList(), page.next().map(Cursor::token), word);
  }
}
