// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.log.store.LogStore;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records and lines from Kafka into the store, by one thread of its own. Whatever fails is
 * tried again from the last commit, for ever; a row is never skipped and, after any crash, never
 * there twice.
 */
public final class Ingest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final long PAUSE_SECONDS = 1;

  private final KafkaConfig kafka;
  private final List<Feed> feeds;
  private final LogStore store;
  private final Parking parking;
  private final Progress progress;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  public Ingest(
      KafkaConfig kafka, LogStore store, WriterSchemas writers, Progress progress, Clock clock) {
    this.kafka = kafka;
    this.store = store;
    this.progress = progress;
    this.parking = new Parking(kafka, clock);
    this.feeds =
        List.of(
            new InvocationFeed(store.invocations(), writers),
            new CallEventFeed(store.invocations(), writers),
            new OutputFeed(store.output(), writers));
    this.thread = Thread.ofPlatform().name("log-ingest").unstarted(this::run);
  }

  public Ingest start() {
    thread.start();
    return this;
  }

  private void run() {
    while (!isStopping()) {
      try {
        read();
      } catch (InterruptedException _) {
        return;
      } catch (KafkaException away) {
        LOG.warn("reading waits for Kafka reason={}", away.toString());
        pause();
      } catch (Exception e) {
        LOG.error("reading begins again from the last commit", e);
        pause();
      }
    }
  }

  private void read() throws InterruptedException {
    List<String> topics = feeds.stream().map(Feed::topic).toList();
    try (var current = new Reading(kafka, TopicIds.ask(kafka, topics), feeds, parking, progress)) {
      LOG.info("reading topics={}", topics);
      while (!isStopping() && !current.isDamaged()) {
        current.step();
      }
      if (isStopping()) {
        store.invocations().section().commit();
        store.output().section().commit();
      }
    }
  }

  /** Stops within a poll and makes durable what was read; the store stays open. */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parking.close();
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause() {
    try {
      stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
