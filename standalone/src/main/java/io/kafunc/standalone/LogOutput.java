// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * Our log: lines on standard error, text or JSON. Set up in code because a file of XML costs a
 * tenth of a second at each start. Read from the environment alone, since it is needed before
 * settings are: {@code KAFUNC_LOG_FORMAT} is {@code text} or {@code json}, {@code KAFUNC_LOG_LEVEL}
 * the level of our own loggers.
 */
public final class LogOutput extends ContextAwareBase implements Configurator {

  /**
   * What these warn of is ordinary here: a new broker, topics made on demand by several at once, a
   * broker that is away (of which our own loggers tell), a database newer than its migrator.
   */
  private static final List<String> QUIETER =
      List.of(
          "org.apache.kafka.controller.QuorumController",
          "org.apache.kafka.server.DefaultAutoTopicCreationManager",
          "kafka.server.DefaultAutoTopicCreationManager",
          "org.apache.kafka.clients.NetworkClient",
          "org.apache.kafka.clients.producer.internals.Sender",
          "kafka.server.BrokerLifecycleManager",
          "org.apache.kafka.server.BrokerLifecycleManager",
          "org.flywaydb");

  /**
   * What these call errors mends itself: appends that come while the transaction before them is
   * still being ended are sent again, and so are heartbeats and registrations that meet a busy or
   * starting controller. What does not mend itself is told by the broker's health and by our own
   * loggers.
   */
  private static final List<String> SILENT =
      List.of(
          "kafka.server.ReplicaManager",
          "kafka.server.ControllerApis",
          "org.apache.kafka.controller.ReplicationControlManager");

  /**
   * Lucene speaks to the JDK's log, of vector instructions that we do not need. Held here because
   * the JDK forgets the level of a logger that nobody holds.
   */
  private static final java.util.logging.Logger LUCENE =
      java.util.logging.Logger.getLogger("org.apache.lucene");

  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}"
          + " %replace([%X{requestId}] ){'\\[\\] ', ''}%msg%n";

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(loggers);
    console.setTarget("System.err");
    console.setEncoder(encoder(loggers));
    console.start();
    ch.qos.logback.classic.Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    loggers
        .getLogger("io.kafunc")
        .setLevel(Level.toLevel(Kafunc.environment().get("KAFUNC_LOG_LEVEL"), Level.INFO));
    LUCENE.setLevel(java.util.logging.Level.SEVERE);
    QUIETER.forEach(name -> loggers.getLogger(name).setLevel(Level.ERROR));
    SILENT.forEach(name -> loggers.getLogger(name).setLevel(Level.OFF));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext loggers) {
    if ("json".equalsIgnoreCase(Kafunc.environment().get("KAFUNC_LOG_FORMAT"))) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(loggers);
      json.start();
      return json;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(loggers);
    text.setPattern(LINE);
    text.start();
    return text;
  }
}
