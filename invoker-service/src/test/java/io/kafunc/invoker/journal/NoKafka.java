// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import io.kafunc.invoker.journal.Delivery.Fate;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/** Where no log is followed none is written either: letters arrive nowhere. */
@Factory
@Requires(property = "test.catalog", value = "hand-fed")
final class NoKafka {

  @Context
  @Bean(preDestroy = "close")
  @Replaces(value = Outbox.class, factory = JournalBeans.class)
  Outbox outbox(Clock clock) {
    var dropped = new DroppedLetters(InvocationJournal.gapOf("test"), clock);
    return new Outbox(new Nowhere(), new Spool(folder(), 0), dropped).start();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("kafunc-spool");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Nowhere() implements Delivery {

    @Override
    public void send(Letter letter, Consumer<Fate> told) {
      told.accept(Fate.ARRIVED);
    }

    @Override
    public void close() {}
  }
}
