// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.pool.FakeInstances.FakeInstance;
import io.kafunc.invoker.runtime.Functions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has no calls gets no processor time, and no call notices. */
class FreezeTest extends PoolSpec {

  private static final FunctionSpec HOOKED =
      Functions.function("nodejs12", "index.f").version("PROD", "1").spec("index.hook", "", 3);

  @BeforeEach
  void freezing() {
    freezeAfter = Duration.ofMillis(100);
    given();
  }

  @Test
  void freezesWhatHasIdledForAMoment() {
    var call = acquire(FUNCTION, Kind.SYNC);
    var instance = instances.succeed(0);
    var lease = lease(call);

    passes(Duration.ofSeconds(10));
    assertThat(instance.frozen).isFalse();
    lease.release();
    passes(Duration.ofMillis(50));
    assertThat(instance.frozen).isFalse();

    passes(Duration.ofMillis(50));
    awaitFrozen(instance);
    assertThat(pool.counts().getFirst().frozen()).isEqualTo(1);
    assertThat(pool.counts().getFirst().idle()).isEqualTo(1);
  }

  @Test
  void givesTheNextCallAFrozenInstanceAtOnce() {
    var instance = givenIdle(FUNCTION);
    passes(Duration.ofSeconds(1));
    awaitFrozen(instance);

    runAndRelease(acquire(FUNCTION, Kind.SYNC));

    assertThat(instance.frozen).isFalse();
    assertThat(instances.starts).hasSize(1);
    assertThat(pool.counts().getFirst().frozen()).isZero();
  }

  @Test
  void prefersAnInstanceThatIsAwake() {
    var first = acquire(FUNCTION, Kind.SYNC);
    var second = acquire(FUNCTION, Kind.SYNC);
    var awake = instances.succeed(0);
    var frozen = instances.succeed(1);
    lease(second).release();
    passes(Duration.ofSeconds(1));
    awaitFrozen(frozen);
    lease(first).release();

    assertThat(lease(acquire(FUNCTION, Kind.SYNC)).instanceId()).isEqualTo(awake.id());
    assertThat(lease(acquire(FUNCTION, Kind.SYNC)).instanceId()).isEqualTo(frozen.id());
  }

  @Test
  void givesNoCallToAnInstanceWhoseHookRuns() {
    var instance = givenIdle(HOOKED);
    instance.hook = new CompletableFuture<>();
    passes(Duration.ofSeconds(1));
    awaitFrozen(instance);

    var call = acquire(HOOKED, Kind.SYNC);
    assertThat(call).isNotDone();
    instance.hook.complete(null);

    assertThat(lease(call).instanceId()).isEqualTo(instance.id());
    assertThat(instances.starts).hasSize(1);
  }

  @Test
  void startsAnotherForACallWhenAHookEndsTheInstance() {
    var instance = givenIdle(HOOKED);
    instance.hook = new CompletableFuture<>();
    passes(Duration.ofSeconds(1));
    awaitFrozen(instance);
    var call = acquire(HOOKED, Kind.SYNC);

    instance.die();
    instance.hook.complete(null);

    assertThat(instances.starts).hasSize(2);
    var other = instances.succeed(1);
    assertThat(lease(call).instanceId()).isEqualTo(other.id());
  }

  @Test
  void keepsProvisionedInstancesAwakeUnlessAskedOtherwise() {
    pool.provide(Map.of(FUNCTION, Ready.of(1), HOOKED, new Ready(1, false)), () -> "start");
    int first = instances.starts.getFirst().spec.equals(FUNCTION) ? 0 : 1;
    instances.succeed(0);
    instances.succeed(1);
    var awake = instances.made.get(first);
    var resting = instances.made.get(1 - first);

    passes(Duration.ofSeconds(1));

    awaitFrozen(resting);
    assertThat(awake.frozen).isFalse();
  }

  @Test
  void wakesWhatIsKeptReadyFromNowOn() {
    var instance = givenIdle(FUNCTION);
    passes(Duration.ofSeconds(1));
    awaitFrozen(instance);

    pool.provide(Map.of(FUNCTION, Ready.of(1)), () -> "start");

    assertThat(instance.frozen).isFalse();
    assertThat(pool.counts().getFirst().frozen()).isZero();
    assertThat(instances.starts).hasSize(1);
  }

  @Test
  void wakesProvisionedInstancesWhenTheyAreToStayAwake() {
    var instance = givenProvisionedAndFrozen(FUNCTION);

    pool.provide(Map.of(FUNCTION, new Ready(1, true)), () -> "start");

    assertThat(instance.frozen).isFalse();
    assertThat(pool.counts().getFirst().frozen()).isZero();
    assertThat(instances.starts).hasSize(1);
  }

  @Test
  void wakesAProvisionedInstanceAfterItsHookWhenItIsToStayAwakeMeanwhile() {
    pool.provide(Map.of(HOOKED, new Ready(1, false)), () -> "start");
    var instance = instances.succeed(0);
    instance.hook = new CompletableFuture<>();
    passes(Duration.ofSeconds(1));
    awaitFrozen(instance);

    pool.provide(Map.of(HOOKED, new Ready(1, true)), () -> "start");
    assertThat(instance.frozen).isTrue();
    instance.hook.complete(null);

    await().until(() -> !instance.frozen);
    assertThat(pool.counts().getFirst().frozen()).isZero();
  }

  @Test
  void leavesProvisionedInstancesFrozenThatAreToRest() {
    var instance = givenProvisionedAndFrozen(FUNCTION);

    pool.provide(Map.of(FUNCTION, new Ready(1, false)), () -> "start");

    assertThat(instance.frozen).isTrue();
    assertThat(pool.counts().getFirst().frozen()).isEqualTo(1);
  }

  private FakeInstance givenProvisionedAndFrozen(FunctionSpec spec) {
    pool.provide(Map.of(spec, new Ready(1, false)), () -> "start");
    var instance = instances.succeed(0);
    passes(Duration.ofSeconds(1));
    awaitFrozen(instance);
    return instance;
  }

  private FakeInstance givenIdle(FunctionSpec spec) {
    var call = acquire(spec, Kind.SYNC);
    var instance = instances.succeed(0);
    runAndRelease(call);
    return instance;
  }

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static void awaitFrozen(FakeInstance instance) {
    await().until(() -> instance.frozen);
  }
}
