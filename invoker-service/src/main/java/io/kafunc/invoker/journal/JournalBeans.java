// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.invoker.invocation.CallJournal;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the journal together. */
@Factory
final class JournalBeans {

  private static final String NODE = "invoker";

  /**
   * There from the start, so that what an earlier process left on disk is sent before anybody
   * calls. Asks for the schema topic, so that our schemas are in it before our first event.
   */
  @Context
  @Bean(preDestroy = "close")
  Outbox outbox(
      JournalSettings settings,
      KafuncSettings suite,
      KafkaConfig kafka,
      SchemaTopic schemas,
      Clock clock) {
    var spool = new Spool(suite.data().resolve("spool"), settings.spoolBytes());
    var dropped = new DroppedLetters(InvocationJournal.gapOf(NODE), clock);
    return new Outbox(new KafkaDelivery(kafka::producer), spool, dropped).start();
  }

  @Singleton
  CallJournal journal(Outbox outbox, Clock clock) {
    return new InvocationJournal(outbox, clock);
  }
}
