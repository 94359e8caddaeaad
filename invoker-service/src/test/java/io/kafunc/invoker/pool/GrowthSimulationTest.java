// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.pool.PoolPolicy.Decision;
import io.kafunc.invoker.pool.PoolPolicy.Limits;
import io.kafunc.invoker.runtime.Functions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One function with a queue that never ends, on two processors that others keep busy too, in
 * virtual time of a millisecond a step: calls that wait elsewhere get all the instances they may
 * have, calls that compute get few.
 */
class GrowthSimulationTest {

  private static final int PROCESSORS = 2;
  private static final int HANDED_OUT = 128;
  private static final int BOOT = 100;
  private static final int SECOND = 1_000;

  @Test
  void callsThatWaitElsewhereGetAllInstancesWithinSecondsOnBusyProcessors() {
    var simulation = new Simulation(1, new Work(1, 99), 20, 4);

    simulation.run(4 * SECOND);

    assertThat(simulation.instances()).isEqualTo(20);
  }

  @Test
  void soDoThoseThatShareInstances() {
    var simulation = new Simulation(10, new Work(0, 100), 10, 4);

    simulation.run(4 * SECOND);

    assertThat(simulation.instances()).isEqualTo(10);
  }

  @Test
  void callsThatComputeGetNoMoreThanTheProcessorsCanServe() {
    var alone = new Simulation(1, new Work(200, 0), 100, 0);
    var besideOthers = new Simulation(1, new Work(200, 0), 100, 4);

    alone.run(60 * SECOND);
    besideOthers.run(60 * SECOND);

    assertThat(alone.instances()).isBetween(PROCESSORS, 4 * PROCESSORS);
    assertThat(besideOthers.instances()).isBetween(PROCESSORS, 8 * PROCESSORS);
  }

  @Test
  void aFloodOfQuickCallsIsLeftToFewInstances() {
    var simulation = new Simulation(1, new Work(1, 0), 100, 1);

    simulation.run(60 * SECOND);

    assertThat(simulation.instances()).isLessThanOrEqualTo(3 * PROCESSORS);
  }

  /** What a call does, in milliseconds: it computes, then it waits for something. */
  private record Work(int computes, int waits) {}

  private static final class Run {
    final Member member;
    final int begun;
    double computes;
    int waits;

    Run(Member member, int begun, Work work) {
      this.member = member;
      this.begun = begun;
      this.computes = work.computes;
      this.waits = work.waits;
    }

    boolean isComputing() {
      return computes > 0;
    }

    boolean step(double processor) {
      if (isComputing()) {
        computes -= processor;
      } else {
        waits--;
      }
      return computes <= 0 && waits <= 0;
    }
  }

  private static final class Simulation {
    final FunctionSpec function;
    final FunctionPool pool;
    final Work work;
    final int limit;
    final int others;
    final List<Integer> starts = new ArrayList<>();
    final List<Run> running = new ArrayList<>();
    int now;

    Simulation(int concurrency, Work work, int limit, int others) {
      this.function = Functions.function("nodejs12", "index.f").concurrency(concurrency).spec();
      this.pool = new FunctionPool(PoolKey.of(function), function, new WaitingCalls());
      this.work = work;
      this.limit = limit;
      this.others = others;
    }

    int instances() {
      return pool.members().size();
    }

    void run(int millis) {
      for (int end = now + millis; now < end; now++) {
        boot();
        compute();
        while (pool.waiting() < HANDED_OUT) {
          pool.enqueue(new Waiter(function, Kind.ASYNC, "r", nanos()));
        }
        serve();
      }
    }

    private void boot() {
      while (!starts.isEmpty() && starts.getFirst() <= now) {
        starts.removeFirst();
        pool.startEnded();
        pool.add(new Member(new FakeInstances.FakeInstance("i" + now), nanos()));
      }
    }

    private void compute() {
      double share = Math.min(1, (double) PROCESSORS / busy());
      boolean cpuLeft = cpuLeft();
      for (var run : List.copyOf(running)) {
        if (run.step(share)) {
          running.remove(run);
          pool.giveBack(run.member, nanos(), false);
          pool.ran(now - run.begun, pool.waiting() == 0 && cpuLeft);
        }
      }
    }

    private void serve() {
      for (var head = pool.head(); ; head = pool.head()) {
        var member = pool.take();
        if (member.isPresent()) {
          pool.poll();
          running.add(new Run(member.get(), now, work));
        } else if (decide(head.orElseThrow()) instanceof Decision.Start) {
          pool.startBegun();
          starts.add(now + BOOT);
        } else {
          return;
        }
        if (pool.waiting() == 0) {
          return;
        }
      }
    }

    private Decision decide(Waiter head) {
      var limits = new Limits(limit, limit - pool.onDemand(), 2, true, cpuLeft());
      return PoolPolicy.decide(pool.view(), head.demand(nanos()), limits);
    }

    private boolean cpuLeft() {
      return busy() < PROCESSORS;
    }

    /** Calls, starts and others that want a processor. */
    private long busy() {
      return running.stream().filter(Run::isComputing).count() + starts.size() + others;
    }

    private long nanos() {
      return now * 1_000_000L;
    }
  }
}
