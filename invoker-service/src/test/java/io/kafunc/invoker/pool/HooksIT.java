// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.RuntimeBench;
import io.kafunc.invoker.sandbox.ProcessSandbox;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever ends an instance without calls, its function's pre-stop hook runs first. */
class HooksIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private Duration freezeAfter = Duration.ZERO;
  private RuntimeBench bench;
  private InstancePool pool;

  @BeforeEach
  void open() {
    bench =
        new RuntimeBench(
            new ProcessSandbox("hooks"), RuntimeBench.runtimes().resolve("nodejs/contract"));
  }

  @AfterEach
  void close() {
    pool.close();
    timers.shutdownNow();
    bench.close();
  }

  @Test
  void whenItHasIdledTooLong() {
    given(Duration.ofMillis(500));

    String id = callOnce(revision(1));

    awaitHookOf(id);
  }

  @Test
  void whenANewConfigurationTakesItsPlace() {
    given(PATIENCE);

    String old = callOnce(revision(1));
    callOnce(revision(2));

    awaitHookOf(old);
  }

  @Test
  void whenFewerProvisionedOnesAreWanted() {
    given(PATIENCE);
    pool.provide(Map.of(revision(1), Ready.of(1)), () -> "start");
    await().atMost(PATIENCE).until(() -> pool.instances().size() == 1);
    String id = pool.instances().getFirst().instanceId();

    pool.provide(Map.of(), () -> "start");

    awaitHookOf(id);
  }

  @Test
  void whenTheSuiteStops() {
    given(PATIENCE);
    String id = callOnce(revision(1));

    pool.close();

    assertThat(bench.hooks()).extracting(RuntimeBench.Hook::instanceId).containsExactly(id);
  }

  @Test
  void andThePreFreezeHookBeforeItIsFrozen() {
    freezeAfter = Duration.ofMillis(100);
    given(PATIENCE);
    var spec = Functions.function("nodejs12", "index.echo").spec("index.hook", "", 3);

    String id = callOnce(spec);
    await().atMost(PATIENCE).until(() -> pool.counts().getFirst().frozen() == 1);

    assertThat(bench.hooks().getFirst().instanceId()).isEqualTo(id);
    assertThat(callOnce(spec)).isEqualTo(id);
  }

  private void given(Duration idleTimeout) {
    pool =
        new InstancePool(
            bench.starter(),
            InstanceRules.NONE,
            new LinuxHost(),
            new PoolSettings(20, idleTimeout, freezeAfter, 2, 0, 0, Duration.ofSeconds(5)),
            timers,
            System::nanoTime);
  }

  private static FunctionSpec revision(long number) {
    return Functions.function("nodejs12", "index.echo").revision(number).spec("", "index.hook", 3);
  }

  private String callOnce(FunctionSpec spec) {
    var acquired =
        pool.acquire(spec, Kind.SYNC, "r", Patience.of(PATIENCE)).toCompletableFuture().join();
    var lease = ((Acquisition.Granted) acquired).lease();
    lease.release();
    return lease.instanceId();
  }

  private void awaitHookOf(String instanceId) {
    await().atMost(PATIENCE).until(() -> !bench.hooks().isEmpty());
    var hook = bench.hooks().getFirst();
    assertThat(hook.instanceId()).isEqualTo(instanceId);
    assertThat(hook.lines()).last().isEqualTo("FC PreStop End RequestId: " + hook.requestId());
  }
}
