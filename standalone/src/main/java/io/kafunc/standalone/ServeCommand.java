// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kafunc serve metadata}: one service alone, against a Kafka that is given. */
@Command(name = "serve", description = "start one service against a Kafka of your own")
final class ServeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SERVICE", description = "metadata, invoker, trigger or log")
  String service;

  @Mixin StartOptions options;

  @Override
  public Integer call() throws Exception {
    if (!Set.of(Suite.ALL_ROLES.split(",")).contains(service)) {
      throw new StartRefusedException(
          "There is no service " + service + ": it is metadata, invoker, trigger or log.");
    }
    Settings settings = options.settings(Kafunc.environment());
    if (settings.find("kafunc.kafka.bootstrap-servers").isEmpty()) {
      throw new StartRefusedException(
          "A service alone needs a Kafka: set KAFUNC_KAFKA_BOOTSTRAP_SERVERS or --kafka.");
    }
    return Foreground.run(settings, Set.of(service));
  }
}
