// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.invoker.async.accept.CallSender;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * A dispatcher that is killed with a million calls queued, against one with none: from the start of
 * its process until a call runs that lies behind the million in their partition. The brokers run
 * on. And what a queued call costs the dispatcher in memory.
 */
public final class QueueRestarts {

  private static final int CALLS = 1_000_000;
  private static final int BATCH = 10_000;

  /** So many calls are queued before their memory is looked at: what is made once is there then. */
  private static final int FIRST = 200_000;

  private static final int ROUNDS = 5;
  private static final String BLOCKED = "blocked";
  private static final String BEHIND =
      IntStream.range(0, 1_000)
          .mapToObj(i -> "behind" + i)
          .filter(name -> Dispatcher.partition(name) == Dispatcher.partition(BLOCKED))
          .findFirst()
          .orElseThrow();

  private final String broker;
  private final CallSender sender;

  private QueueRestarts(BrokerProcess broker) {
    this.broker = broker.bootstrapServers();
    this.sender = Dispatcher.sender(this.broker);
  }

  public static void main(String[] args) throws Exception {
    try (var one = BrokerProcess.start();
        var other = BrokerProcess.start()) {
      var full = new QueueRestarts(one);
      var empty = new QueueRestarts(other);
      full.flood();
      full.firstRun();
      empty.firstRun();
      SideBySide.print(
          "process start to first run, 1,000,000 queued, and none",
          SideBySide.of(ROUNDS, full::firstRun, empty::firstRun),
          "ms",
          "<= 1.5, aim 1.1");
    }
    System.exit(0);
  }

  private void flood() throws InterruptedException {
    try (var dispatcher = new Dispatcher(broker, QueueRestarts::run)) {
      flood(dispatcher);
    }
  }

  private void flood(Dispatcher dispatcher) throws InterruptedException {
    queue(dispatcher, 0, FIRST);
    long before = usedHeap();
    queue(dispatcher, FIRST, CALLS);
    System.out.printf(
        Locale.ROOT,
        "%-58s %6.2f bytes, of %,d more  bar <= 16, aim 3%n",
        "heap per queued call beyond the payload window",
        (double) (usedHeap() - before) / (CALLS - FIRST),
        CALLS - FIRST);
  }

  private void queue(Dispatcher dispatcher, int from, int to) {
    for (int queued = from; queued < to; queued += BATCH) {
      Dispatcher.queue(sender, BATCH, _ -> BLOCKED);
    }
    ManyQueues.await(() -> dispatcher.counts().taken() == to);
  }

  private static CompletableFuture<Outcome> run(Invocation call, Object terms) {
    return call.functionName().equals(BLOCKED)
        ? new CompletableFuture<>()
        : CompletableFuture.completedFuture(Dispatcher.completed(call));
  }

  private static long usedHeap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(300);
      var runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** In milliseconds; then it is killed. */
  private double firstRun() {
    Dispatcher.queue(sender, 1, _ -> BEHIND);
    try {
      long begun = System.nanoTime();
      var restarted =
          ChildJvm.start(Restarted.class, System.getProperty("java.class.path"), broker);
      double took = (System.nanoTime() - begun) / 1e6;
      restarted.process().destroyForcibly().onExit().join();
      return took;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A dispatcher in a process of its own, which says when it runs what lies behind. */
  public static final class Restarted {

    private Restarted() {}

    public static void main(String[] args) throws InterruptedException {
      new Dispatcher(
          args[0],
          (call, terms) -> {
            if (call.functionName().equals(BEHIND)) {
              System.out.println(ChildJvm.READY);
            }
            return run(call, terms);
          });
      Thread.currentThread().join();
    }
  }
}
