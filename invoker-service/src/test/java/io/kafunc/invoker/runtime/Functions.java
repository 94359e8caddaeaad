// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.InstanceLifecycleConfig;
import io.kafunc.schemas.metadata.LifecycleHook;
import io.kafunc.schemas.metadata.LogConfig;
import io.kafunc.schemas.metadata.ServiceConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions for tests: good defaults, and what differs said by name. */
public record Functions(
    String runtime,
    String handler,
    Optional<String> initializer,
    int timeout,
    int initializationTimeout,
    int concurrency,
    boolean internetAccess,
    Map<String, String> environment,
    String qualifier,
    String versionId,
    long revision) {

  public static Functions function(String runtime, String handler) {
    return new Functions(
        runtime, handler, Optional.empty(), 10, 5, 1, true, Map.of(), "LATEST", "", 1);
  }

  public Functions initializer(String name) {
    return new Functions(
        runtime,
        handler,
        Optional.of(name),
        timeout,
        initializationTimeout,
        concurrency,
        internetAccess,
        environment,
        qualifier,
        versionId,
        revision);
  }

  public Functions timeout(int seconds) {
    return new Functions(
        runtime,
        handler,
        initializer,
        seconds,
        seconds,
        concurrency,
        internetAccess,
        environment,
        qualifier,
        versionId,
        revision);
  }

  public Functions concurrency(int calls) {
    return new Functions(
        runtime,
        handler,
        initializer,
        timeout,
        initializationTimeout,
        calls,
        internetAccess,
        environment,
        qualifier,
        versionId,
        revision);
  }

  public Functions internetAccess(boolean allowed) {
    return new Functions(
        runtime,
        handler,
        initializer,
        timeout,
        initializationTimeout,
        concurrency,
        allowed,
        environment,
        qualifier,
        versionId,
        revision);
  }

  public Functions environment(Map<String, String> variables) {
    return new Functions(
        runtime,
        handler,
        initializer,
        timeout,
        initializationTimeout,
        concurrency,
        internetAccess,
        variables,
        qualifier,
        versionId,
        revision);
  }

  public Functions version(String alias, String version) {
    return new Functions(
        runtime,
        handler,
        initializer,
        timeout,
        initializationTimeout,
        concurrency,
        internetAccess,
        environment,
        alias,
        version,
        revision);
  }

  public Functions revision(long number) {
    return new Functions(
        runtime,
        handler,
        initializer,
        timeout,
        initializationTimeout,
        concurrency,
        internetAccess,
        environment,
        qualifier,
        versionId,
        number);
  }

  public FunctionSpec spec() {
    return spec(Optional.empty());
  }

  /** With hooks; each is empty, or a handler that may run for so long. */
  public FunctionSpec spec(String preFreeze, String preStop, int seconds) {
    return spec(
        Optional.of(
            new InstanceLifecycleConfig(
                Optional.of(new LifecycleHook(preFreeze, seconds)),
                Optional.of(new LifecycleHook(preStop, seconds)))));
  }

  private FunctionSpec spec(Optional<InstanceLifecycleConfig> lifecycle) {
    var config =
        new FunctionConfig(
            "",
            runtime,
            handler,
            initializer,
            timeout,
            initializationTimeout,
            256,
            environment,
            concurrency,
            "e1",
            Optional.empty(),
            Optional.empty(),
            lifecycle,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var service =
        new ServiceConfig(
            "",
            "",
            new LogConfig("project", "store", false, false, Optional.empty()),
            Optional.empty(),
            internetAccess,
            Optional.empty(),
            Optional.empty());
    return new FunctionSpec(
        "1000000000000000",
        "shop",
        "checkout",
        "function-id",
        qualifier,
        versionId,
        false,
        revision,
        service,
        config,
        Optional.of(new CodeArchive("sha", 1, "1")));
  }
}
