// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.UndecodableException;
import java.util.HashMap;
import java.util.Map;

/** The tests' own small domain: a seat is taken by one person and given back by nobody else. */
final class Seats implements Decider<Map<String, String>, Seats.Command, Seats.Event, String> {

  sealed interface Command {
    record Take(String seat, String person) implements Command {}

    record Leave(String seat, String person) implements Command {}
  }

  sealed interface Event {
    record Taken(String seat, String person) implements Event {}

    record Left(String seat) implements Event {}
  }

  @Override
  public Map<String, String> initial() {
    return Map.of();
  }

  @Override
  public Decision<Event, String> decide(Map<String, String> taken, Command command) {
    return switch (command) {
      case Command.Take(var seat, var person) when taken.containsKey(seat) ->
          Decision.reject(seat + " is " + taken.get(seat) + "'s");
      case Command.Take(var seat, var person) -> Decision.accept(new Event.Taken(seat, person));
      case Command.Leave(var seat, var person) when person.equals(taken.get(seat)) ->
          Decision.accept(new Event.Left(seat));
      case Command.Leave(var seat, var person) ->
          Decision.reject(seat + " is not " + person + "'s");
    };
  }

  @Override
  public Map<String, String> evolve(Map<String, String> taken, Event event) {
    var next = new HashMap<>(taken);
    switch (event) {
      case Event.Taken(var seat, var person) -> next.put(seat, person);
      case Event.Left(var seat) -> next.remove(seat);
    }
    return Map.copyOf(next);
  }

  static final class Codec implements EventCodec<Event> {

    @Override
    public byte[] encode(Event event) {
      return switch (event) {
        case Event.Taken(var seat, var person) -> ("+" + seat + "," + person).getBytes(UTF_8);
        case Event.Left(var seat) -> ("-" + seat).getBytes(UTF_8);
      };
    }

    @Override
    public Event decode(byte[] bytes) {
      var text = new String(bytes, UTF_8);
      return switch (text.charAt(0)) {
        case '+' -> new Event.Taken(text.substring(1).split(",")[0], text.split(",")[1]);
        case '-' -> new Event.Left(text.substring(1));
        default -> throw new UndecodableException("not of these tests: " + text);
      };
    }
  }
}
