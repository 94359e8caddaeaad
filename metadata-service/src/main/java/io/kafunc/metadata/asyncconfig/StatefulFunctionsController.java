// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.asyncconfig;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.metadata.projection.AsyncConfigRow;
import io.kafunc.metadata.projection.AsyncConfigRows;
import io.kafunc.metadata.wire.Answers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/** ListStatefulAsyncInvocationFunctions: whose calls keep their states (contract 1.10). */
@Controller("/2016-08-15/stateful-async-invocation-functions")
@ExecuteOn(TaskExecutors.BLOCKING)
class StatefulFunctionsController {

  private final AsyncConfigRows configs;

  StatefulFunctionsController(AsyncConfigRows configs) {
    this.configs = configs;
  }

  record Function(String serviceName, String functionName, String qualifier) {

    static Function of(AsyncConfigRow row) {
      return new Function(row.serviceName(), row.functionName(), row.qualifier());
    }
  }

  @JsonInclude(Include.NON_ABSENT)
  record Functions(List<Function> data, Optional<String> nextToken) {}

  @Get
  Functions listStatefulAsyncInvocationFunctions(HttpRequest<?> request, Caller caller) {
    var wanted = PageRequest.of(request);
    var from = wanted.from().orElse("");
    var rows =
        configs.stateful(caller.accountId(), caller.accountId() + "/" + from, wanted.limit() + 1);
    var page = Answers.page(rows, wanted.limit(), StatefulFunctionsController::place);
    return new Functions(page.items().stream().map(Function::of).toList(), page.nextToken());
  }

  private static String place(AsyncConfigRow row) {
    return row.id().substring(row.accountId().length() + 1);
  }
}
