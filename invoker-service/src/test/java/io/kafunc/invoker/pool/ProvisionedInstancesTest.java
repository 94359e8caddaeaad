// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.StartResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisionedInstancesTest extends PoolSpec {

  private static final FunctionSpec PROD =
      Functions.function("nodejs12", "index.f").version("PROD", "1").spec();

  @Test
  void startsAFewAtATimeUntilThereAreEnough() {
    given();

    pool.provide(Map.of(PROD, Ready.of(5)), () -> "start");

    for (int ready = 0; ready < 5; ready++) {
      assertThat(instances.starts).hasSize(Math.min(5, ready + 2));
      assertThat(counts().provisioned()).isEqualTo(ready);
      instances.succeed(ready);
    }
    assertThat(counts().provisioned()).isEqualTo(5);
    assertThat(instances.starts).hasSize(5);
  }

  @Test
  void neverLetsACallSeeTheColdStartOfOne() {
    givenProvisioned(1);

    var lease = lease(acquire(PROD, Kind.SYNC));

    assertThat(lease.coldStartMs()).isZero();
    assertThat(lease.provisioned()).isTrue();
  }

  /** The four examples of F-52, and that an asynchronous call waits where one is refused. */
  @ParameterizedTest(name = "limit {0}, provisioned {1}")
  @CsvSource({"0, 10, 10, 0", "20, 0, 0, 20", "50, 30, 30, 50", "0, 0, 0, 0"})
  void usesProvisionedOnesFirstThenOnDemandUpToTheLimit(
      int limit, int provisioned, int onProvisioned, int onDemand) {
    rule = OptionalInt.of(limit);
    parallelStarts = 100;
    givenProvisioned(provisioned);

    var leases = new ArrayList<Lease>();
    for (int i = 0; i < onProvisioned + onDemand; i++) {
      var call = acquire(PROD, Kind.SYNC);
      if (i >= onProvisioned) {
        instances.succeed(i);
      }
      leases.add(lease(call));
    }

    assertThat(leases.stream().filter(Lease::provisioned).count()).isEqualTo(onProvisioned);
    assertThat(leases.subList(0, onProvisioned)).allMatch(Lease::provisioned);
    assertThat(why(acquire(PROD, Kind.SYNC))).isEqualTo(Acquisition.Why.LIMIT);
    assertThat(acquire(PROD, Kind.ASYNC)).isNotDone();
    assertThat(instances.starts).hasSize(onProvisioned + onDemand);
  }

  @Test
  void countsNoProvisionedOneAgainstTheAccountsLimit() {
    accountLimit = 1;
    givenProvisioned(2);
    var first = acquire(PROD, Kind.SYNC);
    var second = acquire(PROD, Kind.SYNC);

    var onDemand = acquire(PROD, Kind.SYNC);
    instances.succeed(2);

    assertThat(List.of(lease(first), lease(second))).allMatch(Lease::provisioned);
    assertThat(lease(onDemand).provisioned()).isFalse();
    assertThat(why(acquire(PROD, Kind.SYNC))).isEqualTo(Acquisition.Why.LIMIT);
  }

  @Test
  void staysHoweverLongItIdles() {
    idleTimeout = Duration.ofMillis(500);
    givenProvisioned(1);
    var onDemand = acquire(FUNCTION, Kind.SYNC);
    instances.succeed(1);
    lease(onDemand).release();

    now.addAndGet(Duration.ofHours(1).toNanos());
    await().until(() -> pool.instances().size() == 1);

    assertThat(pool.instances()).allMatch(InstanceView::provisioned);
  }

  @Test
  void replacesOneThatDies() {
    givenProvisioned(2);
    now.addAndGet(Duration.ofMinutes(1).toNanos());

    instances.made.getFirst().die();

    assertThat(instances.starts).hasSize(3);
    instances.succeed(2);
    assertThat(counts().provisioned()).isEqualTo(2);
  }

  @Test
  void waitsBeforeItReplacesOneThatDiesYoungAndSaysSo() {
    givenProvisioned(1);

    instances.made.getFirst().die();

    assertThat(instances.starts).hasSize(1);
    assertThat(counts().error()).contains("end by themselves");
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    pool.provide(Map.of(PROD, Ready.of(1)), () -> "start");
    assertThat(instances.starts).hasSize(2);
    instances.succeed(1);
    assertThat(counts().error()).isEmpty();
  }

  @Test
  void saysWhyNoneCanBeStartedAndTriesAgainLater() {
    given();
    pool.provide(Map.of(PROD, Ready.of(1)), () -> "start");

    instances.starts.getFirst().result.complete(new StartResult.NotRunnable("no PHP"));

    assertThat(counts().error()).isEqualTo("no PHP");
    pool.provide(Map.of(PROD, Ready.of(1)), () -> "start");
    assertThat(instances.starts).hasSize(1);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    pool.provide(Map.of(PROD, Ready.of(1)), () -> "start");
    assertThat(instances.starts).hasSize(2);
  }

  @Test
  void promotesWhatRunsOnDemandAlready() {
    given();
    var call = acquire(PROD, Kind.SYNC);
    instances.succeed(0);
    var lease = lease(call);

    pool.provide(Map.of(PROD, Ready.of(1)), () -> "start");

    assertThat(counts().provisioned()).isEqualTo(1);
    assertThat(instances.starts).hasSize(1);
    lease.release();
    assertThat(lease(acquire(PROD, Kind.SYNC)).provisioned()).isTrue();
  }

  @Test
  void endsWhatIsReleasedAfterItsCalls() {
    givenProvisioned(2);
    var running = lease(acquire(PROD, Kind.SYNC));

    pool.provide(Map.of(PROD, Ready.of(0)), () -> "start");

    assertThat(instances.made.stream().filter(each -> each.usable)).hasSize(1);
    assertThat(acquire(PROD, Kind.SYNC)).isNotDone();
    assertThat(instances.starts).hasSize(3);
    running.release();
    assertThat(instances.made).noneMatch(each -> each.usable);
  }

  @Test
  void givesACallThatWaitsTheFirstThatIsReady() {
    rule = OptionalInt.of(0);
    given();
    pool.provide(Map.of(PROD, Ready.of(1)), () -> "start");

    var call = acquire(PROD, Kind.SYNC);
    assertThat(call).isNotDone();
    instances.succeed(0);

    assertThat(lease(call).provisioned()).isTrue();
  }

  @Test
  void aLimitThatFallsEndsIdleInstancesAtOnceAndBusyOnesAfterTheirCalls() {
    given();
    var first = acquire(PROD, Kind.SYNC);
    var second = acquire(PROD, Kind.SYNC);
    instances.succeed(0);
    instances.succeed(1);
    lease(first).release();
    var running = lease(second);

    changeRule(OptionalInt.of(0));

    assertThat(instances.made.get(0).usable).isFalse();
    assertThat(instances.made.get(1).usable).isTrue();
    assertThat(why(acquire(PROD, Kind.SYNC))).isEqualTo(Acquisition.Why.LIMIT);
    running.release();
    assertThat(instances.made.get(1).usable).isFalse();
  }

  @Test
  void aLimitThatFallsRefusesSynchronousCallersWhoWait() {
    given();
    var waits = acquire(PROD, Kind.SYNC);
    var queued = acquire(PROD, Kind.ASYNC);

    changeRule(OptionalInt.of(0));
    instances.succeed(0);

    assertThat(why(waits)).isEqualTo(Acquisition.Why.LIMIT);
    assertThat(queued).isNotDone();
    assertThat(instances.made.getFirst().usable).isFalse();
  }

  @Test
  void aLimitThatRisesServesAsynchronousCallsWhoWait() {
    rule = OptionalInt.of(0);
    given();
    var waits = acquire(PROD, Kind.ASYNC);
    assertThat(instances.starts).isEmpty();

    changeRule(OptionalInt.of(1));
    instances.succeed(0);

    assertThat(lease(waits).provisioned()).isFalse();
  }

  private void changeRule(OptionalInt to) {
    rule = to;
    pool.limitChanged(QualifiedFunction.of(PROD));
  }

  private void givenProvisioned(int count) {
    given();
    pool.provide(Map.of(PROD, Ready.of(count)), () -> "start");
    for (int i = 0; i < count; i++) {
      instances.succeed(i);
    }
  }

  private PoolCounts counts() {
    return pool.counts().stream()
        .filter(each -> each.qualifier().equals("PROD"))
        .reduce(PoolCounts::and)
        .orElseThrow();
  }
}
