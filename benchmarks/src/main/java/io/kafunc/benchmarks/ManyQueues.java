// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.invoker.async.accept.CallSender;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * The dispatcher alone, with instances that answer at once: ten thousand functions with one queued
 * call each against one function with ten thousand.
 */
public final class ManyQueues {

  private static final int CALLS = 10_000;
  private static final int ROUNDS = 5;

  private final CallSender sender;
  private final Dispatcher dispatcher;

  /** Whoever runs waits for it. */
  private volatile CompletableFuture<Void> gate = new CompletableFuture<>();

  private ManyQueues(BrokerProcess broker) {
    this.sender = Dispatcher.sender(broker.bootstrapServers());
    this.dispatcher =
        new Dispatcher(
            broker.bootstrapServers(),
            (call, _) -> gate.thenApply(_ -> Dispatcher.completed(call)));
  }

  public static void main(String[] args) throws Exception {
    try (var broker = BrokerProcess.start()) {
      var queues = new ManyQueues(broker);
      queues.drained(i -> "warm" + i % 100);
      queues.drained(i -> "warm" + i % 100);
      SideBySide.print(
          "dispatched/s, 10,000 functions with a call each, and one",
          SideBySide.of(
              ROUNDS, () -> queues.drained(i -> "f" + i), () -> queues.drained(_ -> "one")),
          "a second",
          ">= 0.5, aim 0.9");
      queues.sender.close();
      queues.dispatcher.close();
    }
    System.exit(0);
  }

  /** Calls a second from the moment on that instances answer. */
  private double drained(IntFunction<String> function) {
    gate = new CompletableFuture<>();
    long before = dispatcher.counts().taken();
    Dispatcher.queue(sender, CALLS, function);
    await(() -> dispatcher.counts().taken() == before + CALLS);
    long begun = System.nanoTime();
    gate.complete(null);
    await(() -> dispatcher.counts().settled() == before + CALLS);
    return CALLS / ((System.nanoTime() - begun) / 1e9);
  }

  static void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
