// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.invoker.runtime.StartResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InstancePoolTest extends PoolSpec {

  @Test
  void startsOnceForTheFirstCallAndTellsItWhatTheStartCost() {
    given();

    var first = acquire(FUNCTION, Kind.SYNC);
    instances.succeed(0);
    var lease = lease(first);
    lease.release();
    var second = lease(acquire(FUNCTION, Kind.SYNC));

    assertThat(lease.coldStartMs()).isEqualTo(100);
    assertThat(second.coldStartMs()).isZero();
    assertThat(second.instanceId()).isEqualTo(lease.instanceId());
    assertThat(instances.starts).hasSize(1);
  }

  @Test
  void servesABurstOnAColdFunctionWithAFewInstances() {
    given();

    var burst = new ArrayList<CompletableFuture<Acquisition>>();
    for (int i = 0; i < 100; i++) {
      burst.add(acquire(FUNCTION, Kind.SYNC));
    }
    assertThat(instances.starts).hasSize(2);
    instances.succeed(0);
    instances.succeed(1);
    while (burst.stream().anyMatch(call -> !call.isDone())) {
      burst.stream().filter(CompletableFuture::isDone).forEach(PoolSpec::runAndRelease);
    }

    assertThat(instances.starts.size()).isLessThanOrEqualTo(4);
  }

  @Test
  void fillsAnInstanceBeforeItStartsAnother() {
    given();
    var shared = Functions.function("nodejs12", "index.f").concurrency(3).spec();

    var calls =
        List.of(acquire(shared, Kind.SYNC), acquire(shared, Kind.SYNC), acquire(shared, Kind.SYNC));
    instances.succeed(0);

    assertThat(calls).extracting(call -> lease(call).instanceId()).containsOnly("instance-0");
    assertThat(instances.starts).hasSize(1);
    assertThat(acquire(shared, Kind.SYNC)).isNotDone();
    assertThat(instances.starts).hasSize(2);
  }

  @Test
  void refusesSynchronousCallsAboveTheLimitAndLetsAsynchronousOnesWait() {
    accountLimit = 1;
    given();
    var first = acquire(FUNCTION, Kind.SYNC);
    instances.succeed(0);
    var lease = lease(first);

    var waits = acquire(FUNCTION, Kind.ASYNC);
    var refused = acquire(FUNCTION, Kind.SYNC);

    assertThat(why(refused)).isEqualTo(Acquisition.Why.LIMIT);
    assertThat(waits).isNotDone();
    lease.release();
    assertThat(lease(waits).instanceId()).isEqualTo("instance-0");
  }

  @Test
  void countsAllVersionsOfAQualifierAgainstItsRule() {
    rule = OptionalInt.of(1);
    given();
    var one = Functions.function("nodejs12", "index.f").version("PROD", "1").spec();
    var two = Functions.function("nodejs12", "index.f").version("PROD", "2").spec();
    var onOne = acquire(one, Kind.SYNC);
    instances.succeed(0);

    assertThat(why(acquire(two, Kind.SYNC))).isEqualTo(Acquisition.Why.LIMIT);
    lease(onOne).release();
    assertThat(acquire(two, Kind.SYNC)).isNotDone();
    assertThat(instances.starts).hasSize(2);
    assertThat(pool.instances()).isEmpty();
  }

  @Test
  void makesRoomByEndingAnIdleInstanceOfAnotherFunction() {
    accountLimit = 1;
    given();
    var other = Functions.function("nodejs12", "index.f").version("OTHER", "1").spec();
    var first = acquire(other, Kind.SYNC);
    var idle = instances.succeed(0);
    lease(first).release();

    var second = acquire(FUNCTION, Kind.SYNC);
    instances.succeed(1);

    assertThat(idle.usable).isFalse();
    assertThat(lease(second).instanceId()).isEqualTo("instance-1");
  }

  @Test
  void givesAFunctionWithoutAPlaceTheNextThatComesFree() {
    accountLimit = 2;
    given();
    var other = Functions.function("nodejs12", "index.f").version("OTHER", "1").spec();
    var first = acquire(FUNCTION, Kind.ASYNC);
    var second = acquire(FUNCTION, Kind.ASYNC);
    instances.succeed(0);
    instances.succeed(1);
    var queued = acquire(FUNCTION, Kind.ASYNC);
    now.incrementAndGet();
    var waits = acquire(other, Kind.ASYNC);

    lease(first).release();
    instances.succeed(2);

    assertThat(lease(waits).instanceId()).isEqualTo("instance-2");
    assertThat(queued).isNotDone();
    lease(second).release();
    assertThat(lease(queued).instanceId()).isEqualTo("instance-1");
  }

  @Test
  void takesTurnsWhenThereAreMoreFunctionsThanPlaces() {
    accountLimit = 1;
    given();
    var other = Functions.function("nodejs12", "index.f").version("OTHER", "1").spec();
    var order = new ArrayList<CompletableFuture<Acquisition>>();
    for (int i = 0; i < 3; i++) {
      order.add(acquire(FUNCTION, Kind.ASYNC));
      order.add(acquire(other, Kind.ASYNC));
      now.incrementAndGet();
    }

    for (int i = 0; i < order.size(); i++) {
      instances.succeed(i);
      assertThat(order.get(i)).as("call " + i).isDone();
      now.incrementAndGet();
      lease(order.get(i)).release();
    }
  }

  @Test
  void neverGivesANewConfigurationAnOldInstance() {
    given();
    var changed = Functions.function("nodejs12", "index.f").revision(2).spec();
    var first = acquire(FUNCTION, Kind.SYNC);
    var old = instances.succeed(0);
    var running = lease(first);

    var second = acquire(changed, Kind.SYNC);
    instances.succeed(1);

    assertThat(lease(second).instanceId()).isEqualTo("instance-1");
    assertThat(old.usable).isTrue();
    running.release();
    assertThat(old.usable).isFalse();
  }

  @Test
  void neverGivesOutADeadInstance() {
    given();
    var first = acquire(FUNCTION, Kind.SYNC);
    var instance = instances.succeed(0);
    lease(first).release();

    instance.usable = false;
    var second = acquire(FUNCTION, Kind.SYNC);
    instances.succeed(1);

    assertThat(lease(second).instanceId()).isEqualTo("instance-1");
  }

  @Test
  void startsAnotherForThoseWhoWaitedForAnInstanceThatDied() {
    accountLimit = 1;
    given();
    var first = acquire(FUNCTION, Kind.ASYNC);
    var instance = instances.succeed(0);
    var lease = lease(first);
    var second = acquire(FUNCTION, Kind.ASYNC);

    instance.die();
    lease.release();
    instances.succeed(1);

    assertThat(lease(second).instanceId()).isEqualTo("instance-1");
  }

  @Test
  void tellsAllWhoWaitThatTheFunctionCannotBeInitialized() {
    given();
    var calls =
        List.of(
            acquire(FUNCTION, Kind.SYNC),
            acquire(FUNCTION, Kind.SYNC),
            acquire(FUNCTION, Kind.ASYNC));

    var report = new RunReport(new RunResult.InitFailed(false, new byte[0]), 1, 1);
    instances
        .starts
        .getFirst()
        .result
        .complete(new StartResult.InitFailed(report, "i", 1, List.of()));

    assertThat(calls)
        .allSatisfy(call -> assertThat(call.join()).isInstanceOf(Acquisition.InitFailed.class));
    assertThat(acquire(FUNCTION, Kind.SYNC)).isNotDone();
  }

  @Test
  void passesOnWhyAFunctionCannotRunHere() {
    given();
    var call = acquire(FUNCTION, Kind.SYNC);

    instances.starts.getFirst().result.complete(new StartResult.NotRunnable("no PHP"));

    assertThat(call.join())
        .isEqualTo(new Acquisition.Refused(Acquisition.Why.NOT_RUNNABLE, "no PHP"));
  }

  @Test
  void givesUpWhenTheCallersPatienceEnds() {
    given();

    var call =
        pool.acquire(FUNCTION, Kind.SYNC, "r", Patience.of(Duration.ofMillis(20)))
            .toCompletableFuture();

    await().untilAsserted(() -> assertThat(call).isDone());
    assertThat(why(call)).isEqualTo(Acquisition.Why.DEADLINE);
  }

  @Test
  void startsAnotherWhenACallTakesUnusuallyLong() {
    given();
    var first = acquire(FUNCTION, Kind.SYNC);
    instances.succeed(0);
    runAndRelease(first);
    acquire(FUNCTION, Kind.SYNC).join();

    acquire(FUNCTION, Kind.SYNC);
    assertThat(instances.starts).hasSize(1);
    now.addAndGet(Duration.ofMillis(150).toNanos());

    await().untilAsserted(() -> assertThat(instances.starts).hasSize(2));
  }

  @Test
  void endsInstancesThatIdleTooLong() {
    idleTimeout = Duration.ofMillis(500);
    given();
    var call = acquire(FUNCTION, Kind.SYNC);
    var instance = instances.succeed(0);
    var lease = lease(call);

    now.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(instance.usable).isTrue();
    lease.release();
    now.addAndGet(Duration.ofSeconds(10).toNanos());

    await().untilAsserted(() -> assertThat(instance.usable).isFalse());
    assertThat(pool.instances()).isEmpty();
  }

  @Test
  void letsRunningCallsEndBeforeItCloses() {
    drainTimeout = LONG;
    given();
    var call = acquire(FUNCTION, Kind.SYNC);
    var instance = instances.succeed(0);
    var lease = lease(call);

    var closing = CompletableFuture.runAsync(pool::close);
    await().until(() -> why(acquire(FUNCTION, Kind.SYNC)) == Acquisition.Why.CLOSING);
    assertThat(instance.usable).isTrue();
    lease.release();

    closing.join();
    assertThat(instance.usable).isFalse();
  }

  @Test
  void letsLastHooksEndBeforeItCloses() {
    drainTimeout = LONG;
    given();
    var call = acquire(FUNCTION, Kind.SYNC);
    var instance = instances.succeed(0);
    instance.lastHook = new CompletableFuture<>();
    lease(call).release();

    var closing = CompletableFuture.runAsync(pool::close);
    await().until(() -> pool.instances().isEmpty());
    assertThat(closing).isNotDone();
    instance.lastHook.complete(null);

    closing.join();
    assertThat(instance.usable).isFalse();
  }

  @Test
  void endsHooksThatTakeTooLongForIt() {
    given();
    var call = acquire(FUNCTION, Kind.SYNC);
    var instance = instances.succeed(0);
    instance.lastHook = new CompletableFuture<>();
    lease(call).release();

    pool.close();

    assertThat(instance.usable).isFalse();
  }
}
