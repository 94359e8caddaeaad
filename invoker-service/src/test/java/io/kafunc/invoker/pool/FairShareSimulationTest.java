// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.pool.FairShare.Claim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A thousand functions on a hundred places in virtual time: three flood it at the start, some keep
 * calling, most call now and then. In each ten seconds whoever has calls waiting all the time gets
 * at least half of what max-min fairness gives it, and none waits longer than its turn may take.
 */
class FairShareSimulationTest {

  private static final int FUNCTIONS = 1_000;
  private static final int LIMIT = 100;
  private static final int WINDOW = 10_000;
  private static final int END = 60_000;
  private static final int LONGEST_RUN = 400;

  /** Chooses who has a free place next: the holder, another one, or nobody (-1). */
  private interface Policy {
    int next(Simulation simulation, int holder);
  }

  @Test
  void sharesThePlacesOut() {
    var simulation = new Simulation(FairShareSimulationTest::fair).run();

    assertThat(simulation.worstShare()).isGreaterThanOrEqualTo(0.5);
    assertThat(simulation.longestTurn).isLessThanOrEqualTo(simulation.mostTurns() * LONGEST_RUN);
  }

  @Test
  void firstComeFirstServedWouldNot() {
    var simulation = new Simulation(FairShareSimulationTest::firstCome).run();

    assertThat(simulation.worstShare()).isLessThan(0.5);
    assertThat(simulation.longestTurn).isGreaterThan(simulation.mostTurns() * LONGEST_RUN);
  }

  private static int fair(Simulation simulation, int holder) {
    var others = new ArrayList<Claim<Integer>>();
    for (int f = 0; f < FUNCTIONS; f++) {
      if (f != holder && !simulation.waiting.get(f).isEmpty()) {
        others.add(simulation.claim(f));
      }
    }
    boolean waits = holder >= 0 && !simulation.waiting.get(holder).isEmpty();
    var own = waits ? Optional.of(simulation.claim(holder)) : Optional.<Claim<Integer>>empty();
    return FairShare.next(own, others).map(Claim::who).orElse(waits ? holder : -1);
  }

  private static int firstCome(Simulation simulation, int holder) {
    int best = -1;
    for (int f = 0; f < FUNCTIONS; f++) {
      var head = simulation.waiting.get(f).peekFirst();
      if (head != null && (best < 0 || head < simulation.waiting.get(best).peekFirst())) {
        best = f;
      }
    }
    return best;
  }

  private record Event(int time, int function, boolean isEnd, int begun) {}

  private static final class Simulation {
    final List<Deque<Integer>> waiting = new ArrayList<>();
    final int[] held = new int[FUNCTIONS];
    final int[] lastPlace = new int[FUNCTIONS];
    final double[][] got = new double[END / WINDOW][FUNCTIONS];
    final boolean[][] satisfied = new boolean[END / WINDOW][FUNCTIONS];
    final PriorityQueue<Event> events =
        new PriorityQueue<>(
            Comparator.comparingInt(Event::time)
                .thenComparing(Event::isEnd)
                .thenComparingInt(Event::function));
    final Random random = new Random(7);
    final Policy policy;
    int longestTurn;
    int now;
    int free = LIMIT;

    Simulation(Policy policy) {
      this.policy = policy;
      Arrays.fill(lastPlace, -1);
      for (int f = 0; f < FUNCTIONS; f++) {
        waiting.add(new ArrayDeque<>());
        arrive(f);
      }
    }

    private void arrive(int f) {
      if (f < 3) {
        for (int i = 0; i < 20_000; i++) {
          events.add(new Event(0, f, false, 0));
        }
      } else {
        int every = f < 50 ? 100 : 20_000;
        for (int t = random.nextInt(every); t < END; t += 1 + random.nextInt(2 * every)) {
          events.add(new Event(t, f, false, 0));
        }
      }
    }

    Simulation run() {
      for (var event = events.poll(); event != null && event.time < END; event = events.poll()) {
        if (event.time / WINDOW > now / WINDOW) {
          noteWhoWaits(event.time / WINDOW);
        }
        now = event.time;
        int f = event.function;
        if (event.isEnd) {
          account(f, event.begun, now);
          held[f]--;
          lastPlace[f] = now;
          if (waiting.get(f).isEmpty()) {
            satisfied[now / WINDOW][f] = true;
          }
          serve(f);
        } else {
          waiting.get(f).addLast(now);
          if (free > 0) {
            free--;
            serve(-1);
          }
        }
      }
      return this;
    }

    private void noteWhoWaits(int window) {
      for (int f = 0; f < FUNCTIONS; f++) {
        satisfied[window][f] |= waiting.get(f).isEmpty();
      }
    }

    private void serve(int holder) {
      int f = policy.next(this, holder);
      if (f < 0) {
        free++;
        return;
      }
      int since = since(f);
      longestTurn = held[f] == 0 ? Math.max(longestTurn, now - since) : longestTurn;
      waiting.get(f).pollFirst();
      satisfied[now / WINDOW][f] |= waiting.get(f).isEmpty();
      held[f]++;
      lastPlace[f] = now;
      int run = 50 + random.nextInt(LONGEST_RUN - 49);
      events.add(new Event(now + run, f, true, now));
    }

    /** When it last got or had a place, or began to wait after that. */
    private int since(int f) {
      return Math.max(lastPlace[f], waiting.get(f).peekFirst());
    }

    Claim<Integer> claim(int f) {
      return new Claim<>(f, held[f], since(f));
    }

    private void account(int f, int begin, int end) {
      for (int w = begin / WINDOW; w <= end / WINDOW && w < got.length; w++) {
        got[w][f] += Math.min(end, (w + 1) * WINDOW) - Math.max(begin, w * WINDOW);
      }
    }

    /** How many turns of all functions with calls one function may have to wait for. */
    int mostTurns() {
      return (FUNCTIONS + LIMIT - 1) / LIMIT;
    }

    /** The least part of its max-min share that a function with calls got in any whole window. */
    double worstShare() {
      double worst = Double.MAX_VALUE;
      for (int w = 1; w < got.length - 1; w++) {
        double level = level(w);
        for (int f = 0; f < FUNCTIONS; f++) {
          if (!satisfied[w][f]) {
            worst = Math.min(worst, got[w][f] / level);
          }
        }
      }
      return worst;
    }

    /** What is left by those who got all they asked for, parted equally among the others. */
    private double level(int window) {
      double left = (double) LIMIT * WINDOW;
      int wanting = 0;
      for (int f = 0; f < FUNCTIONS; f++) {
        left -= satisfied[window][f] ? got[window][f] : 0;
        wanting += satisfied[window][f] ? 0 : 1;
      }
      return wanting == 0 ? left : left / wanting;
    }
  }
}
