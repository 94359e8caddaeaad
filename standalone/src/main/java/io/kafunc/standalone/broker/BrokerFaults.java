// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone.broker;

import java.util.concurrent.CompletableFuture;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the first thing that broke the broker for good. Kafka ends the whole process at such a
 * fault (a log folder that cannot be written, say); here synchronous calls go on without the
 * broker, and {@code /health} says why it is down. Any thread.
 */
final class BrokerFaults implements FaultHandlerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);

  private volatile CompletableFuture<String> first = new CompletableFuture<>();

  CompletableFuture<String> first() {
    return first.copy();
  }

  /** What broke is about to be started anew. */
  void forget() {
    first = new CompletableFuture<>();
  }

  /** Turns Kafka's ways of ending the process into an exception in the thread that asked for it. */
  void insteadOfExit() {
    Exit.setExitProcedure(this::end);
    Exit.setHaltProcedure(this::end);
  }

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      action.run();
      String reason = name + ": " + message + (cause == null ? "" : ": " + cause);
      if (fatal) {
        remember(reason);
      }
      LOG.warn("broker fault fatal={} reason={}", fatal, reason, cause);
      return new FaultHandlerException(reason, cause);
    };
  }

  void remember(String reason) {
    if (first.complete(reason)) {
      LOG.warn("broker down reason={}", reason);
    }
  }

  private void end(int status, String message) {
    String reason = message == null ? "the broker gave up with status " + status : message;
    remember(reason);
    throw new IllegalStateException(reason);
  }
}
