// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.Seats.Command.Take;
import io.kafunc.eventlog.Seats.Event;
import io.kafunc.eventlog.Seats.Event.Taken;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.GroupOwnership;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.schemas.avro.WriterSchemas;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A process that can be stopped by a signal. As {@code writer} it stands for election and takes a
 * seat for itself per line read; as {@code owner} it just takes the epoch and appends. It prints
 * what became of each.
 */
final class SeatsProcess {

  private SeatsProcess() {}

  public static void main(String[] args) throws Exception {
    var node = new Node(args[1], "http://" + args[1]);
    switch (args[0]) {
      case "writer" -> write(args[2], node);
      case "owner" -> append(args[2], node);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void write(String servers, Node node) {
    var readers = new LocalReaders();
    var config = new KafkaConfig(servers, false, 1);
    var ownership = new GroupOwnership(config, "seats", "writers", node, Clock.systemUTC());
    var writer = new CommandHandler<>(new Seats(), log(config, readers), ownership, readers, node);
    writer.start(List.of());
    for (var seat : new Lines()) {
      System.out.println(
          seat.equals("?")
              ? "serving " + writer.serving()
              : writer.handle(new Take(seat, node.id())).join());
    }
  }

  private static void append(String servers, Node node) {
    var owned = log(new KafkaConfig(servers, false, 1), new LocalReaders()).own(node);
    for (var seat : new Lines()) {
      System.out.println(
          owned
              .append(List.of(new Taken(seat, node.id())))
              .handle((positions, fault) -> fault == null ? "stored" : fault.toString())
              .join());
    }
  }

  static KafkaEventLog<Event> log(KafkaConfig config, LocalReaders readers) {
    return new KafkaEventLog<>(
        config,
        new TopicPartition("seats", 0),
        new Seats.Codec(),
        event -> new byte[0],
        new FenceRecord(WriterSchemas.NONE),
        readers,
        Clock.systemUTC());
  }

  /** Standard input, line by line. */
  private static final class Lines implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return new BufferedReader(new InputStreamReader(System.in)).lines().iterator();
    }
  }
}
