// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.InvocationStore;
import io.kafunc.log.store.LogStore;
import io.kafunc.log.store.OutputStore;
import io.kafunc.schemas.avro.WriterSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Records and lines in Lucene, below one folder. What is durable can be searched from the start;
 * writing begins with {@code restore}. A process that dies without {@link #close} loses only what
 * was not committed, and its places with it.
 */
public final class LuceneLogStore implements LogStore {

  private final Days invocationDays;
  private final Days outputDays;
  private final LuceneInvocations invocations;
  private final LuceneOutput output;

  public LuceneLogStore(Path folder, Clock clock, Duration retention, WriterSchemas writers) {
    var events = new StoredEvents(writers);
    this.invocationDays = new Days(new DayFolders(folder.resolve("invocations")));
    this.outputDays = new Days(new DayFolders(folder.resolve("output")));
    this.invocations =
        new LuceneInvocations(
            invocationDays,
            new LuceneSection(invocationDays, clock, retention, LuceneInvocations::rowHash),
            events);
    this.output =
        new LuceneOutput(
            outputDays,
            new LuceneSection(outputDays, clock, retention, LuceneOutput::rowHash),
            events);
    try {
      invocationDays.reopen();
      outputDays.reopen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InvocationStore invocations() {
    return invocations;
  }

  @Override
  public OutputStore output() {
    return output;
  }

  @Override
  public void close() {
    try {
      invocations.section().commit();
      output.section().commit();
    } finally {
      abandon();
    }
  }

  /** Lets go of the files as a killed process does: what was not committed is gone. */
  public void abandon() {
    invocationDays.close();
    outputDays.close();
  }
}
