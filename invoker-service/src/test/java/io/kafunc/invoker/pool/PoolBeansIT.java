// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.code.UnpackedCode;
import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.CodeFolders;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.InstanceLoops;
import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.RuntimeBench;
import io.kafunc.invoker.runtime.RuntimeCatalog;
import io.kafunc.invoker.sandbox.Sandbox;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolBeansIT {

  @TempDir Path data;

  @Test
  void runsAFunctionInAPoolThatTheContextMade() {
    CodeFolders code =
        archive ->
            CompletableFuture.completedStage(RuntimeBench.runtimes().resolve("nodejs/hello"));
    var properties =
        Map.<String, Object>of("kafunc.roles", "invoker", "kafunc.data", data.toString());
    try (var context = ApplicationContext.builder(properties).start()) {
      context.registerBeanDefinition(
          RuntimeBeanDefinition.builder(CodeFolders.class, () -> code)
              .singleton(true)
              .replaces(UnpackedCode.class)
              .build());
      var pool = context.getBean(InstancePool.class);
      var hello = Functions.function("nodejs12", "index.handler").spec();

      var granted =
          (Acquisition.Granted)
              pool.acquire(hello, Kind.SYNC, "r", Duration.ofSeconds(20))
                  .toCompletableFuture()
                  .join();
      var report =
          granted
              .lease()
              .run(new Call("r", "you".getBytes(), 0), LogSink.NONE)
              .toCompletableFuture()
              .join();
      granted.lease().release();

      assertThat(report.result().body()).asString().isEqualTo("hello you");
      assertThat(granted.lease().coldStartMs()).isPositive();
      assertThat(pool.instances()).hasSize(1);
      assertThat(context.getBean(Sandbox.class).report().rung()).isNotEmpty();
      assertThat(context.getBean(RuntimeCatalog.class).runnable()).isNotEmpty();
      assertThat(context.getBean(InstanceLoops.class).own()).isFalse();
    }
  }
}
