// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

/** A process with busy and with frozen instances in it, for {@link KilledSuiteIT} to kill. */
public final class DoomedSuite {

  private DoomedSuite() {}

  /** The argument marks the processes that the functions leave behind. */
  public static void main(String[] arguments) throws InterruptedException {
    for (var place : Place.all().toList()) {
      var bench = place.bench();
      var leaving = bench.instance(place.function("leave").timeout(600));
      bench.run(leaving, "r", arguments[0]);
      var frozen = bench.instance(place.function("leave").timeout(600));
      bench.run(frozen, "r", arguments[0]);
      frozen.freeze().toCompletableFuture().join();
      var spinning = bench.instance(place.function("spin").timeout(600));
      spinning.run(new Call("r", new byte[0], 0), LogSink.NONE);
    }
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
