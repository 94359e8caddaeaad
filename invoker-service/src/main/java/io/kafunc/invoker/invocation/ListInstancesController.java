// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.invoker.pool.InstancePool;
import io.kafunc.invoker.pool.InstanceView;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** ListInstances of a function (contract 1.2). */
@Controller("/2016-08-15/services/{service}/functions/{functionName}/instances")
final class ListInstancesController {

  private final FunctionCatalog catalog;
  private final InstancePool pool;

  ListInstancesController(FunctionCatalog catalog, InstancePool pool) {
    this.catalog = catalog;
    this.pool = pool;
  }

  record Listed(String instanceId, String versionId) {

    static Listed of(InstanceView view) {
      return new Listed(
          view.instanceId(), view.versionId().isEmpty() ? "LATEST" : view.versionId());
    }
  }

  record Answer(List<Listed> instances) {}

  @Get
  CompletionStage<Answer> listInstances(
      HttpRequest<?> request, Caller caller, String service, String functionName) {
    int limit =
        PageRequest.limit(
            request.getParameters().get("limit"), PageRequest.DEFAULT_LIMIT, PageRequest.MAX_LIMIT);
    var ids = Set.copyOf(request.getParameters().getAll("instanceIds"));
    var asked = QualifiedService.parse(service);
    return catalog
        .resolve(caller.accountId(), asked.serviceName(), asked.qualifier(), functionName)
        .thenApply(
            resolution ->
                switch (resolution) {
                  case Found(var function) ->
                      new Answer(
                          pool.instances().stream()
                              .filter(each -> each.isOf(function))
                              .filter(each -> ids.isEmpty() || ids.contains(each.instanceId()))
                              .sorted(Comparator.comparing(InstanceView::instanceId))
                              .limit(limit)
                              .map(Listed::of)
                              .toList());
                  case Missing(var error) -> throw error.exception();
                });
  }
}
