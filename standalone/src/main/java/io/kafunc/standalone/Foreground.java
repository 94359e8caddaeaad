// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.time.Duration;
import java.util.Set;

/** Starts, says so, and stays until it is told to end. */
final class Foreground {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Foreground() {}

  static int run(Settings settings, Set<String> roles) throws InterruptedException {
    Suite suite = Suite.start(settings, roles);
    Running.endWithTheProcess(suite);
    boolean up = new Readiness(suite).await(PATIENCE);
    Banner banner = new Banner(suite, settings);
    System.out.println(banner.text(Kafunc.sinceProcessStart()));
    if (!up) {
      System.out.println("  Not everything serves yet: see /health.");
    }
    System.out.flush();
    Running.untilEnded();
    return 0;
  }
}
