// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.RetryPolicy;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.time.Duration;
import java.util.Optional;

/** The rules that async-invoke configs set, and the suite's own where they set none. */
final class CatalogRules implements CallRules {

  private final FunctionCatalog catalog;
  private final AsyncSettings settings;
  private final CallRule standard;

  CatalogRules(FunctionCatalog catalog, AsyncSettings settings) {
    this.catalog = catalog;
    this.settings = settings;
    this.standard =
        rule(
            new AsyncInvokeConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Override
  public CallRule of(String accountId, String serviceName, String qualifier, String functionName) {
    return catalog
        .asyncConfig(new QualifiedFunction(accountId, serviceName, qualifier, functionName))
        .map(this::rule)
        .orElse(standard);
  }

  @Override
  public int concurrency(String queue) {
    var names = queue.split("[/.]", 4);
    return names.length < 4
        ? 1
        : catalog
            .instanceConcurrency(new QualifiedFunction(names[0], names[1], names[2], names[3]))
            .orElse(1);
  }

  private CallRule rule(AsyncInvokeConfig config) {
    return new CallRule(
        new RetryPolicy(
            config.maxAsyncRetryAttempts().orElse(settings.retries()),
            config.maxAsyncEventAgeInSeconds().map(Duration::ofSeconds).orElse(settings.maxAge()),
            settings.retryDelay()),
        config.onSuccess(),
        config.onFailure(),
        config.statefulInvocation().orElse(false));
  }
}
