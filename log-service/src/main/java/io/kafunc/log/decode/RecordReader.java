// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import io.kafunc.schemas.avro.UndecodableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Reads records of one writer's schema: takes the fields that are wanted, skips the others. */
final class RecordReader {

  private final Step[] steps;

  private RecordReader(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  static RecordReader of(Schema writer, Map<String, Take> wanted) {
    var steps = new ArrayList<Step>();
    var missing = new HashMap<>(wanted);
    for (Schema.Field field : writer.getFields()) {
      Take take = missing.remove(field.name());
      steps.add(take == null ? in -> in.skip(field.schema()) : step(field.schema(), take));
    }
    missing.values().forEach(take -> steps.add(absent(take)));
    return new RecordReader(steps);
  }

  void read(AvroBytes in) {
    for (Step step : steps) {
      step.read(in);
    }
  }

  /** Reads one field. */
  @FunctionalInterface
  private interface Step {
    void read(AvroBytes in);
  }

  private static Step step(Schema schema, Take take) {
    if (take instanceof Take.Place(var sink)) {
      return in -> {
        int from = in.at();
        in.skip(schema);
        sink.set(schema, from, in.at());
      };
    }
    return schema.isUnion() ? optional(schema, take) : present(schema, take);
  }

  private static Step optional(Schema union, Take take) {
    var branches = new ArrayList<Step>();
    for (Schema branch : union.getTypes()) {
      branches.add(branch.getType() == Schema.Type.NULL ? absent(take) : present(branch, take));
    }
    var byIndex = branches.toArray(Step[]::new);
    return in -> byIndex[(int) in.number()].read(in);
  }

  private static Step present(Schema schema, Take take) {
    return switch (take) {
      case Take.Text(var slice) ->
          in -> {
            long length = in.number();
            int from = in.at();
            in.past(length);
            slice.at(in.bytes(), from, (int) length);
          };
      case Take.Whole(var sink, var _) ->
          schema.getType() == Schema.Type.BOOLEAN
              ? in -> sink.accept(in.flag() ? 1 : 0)
              : in -> sink.accept(in.number());
      case Take.Decimal(var sink) -> in -> sink.accept(in.decimal());
      case Take.Symbol<?> symbol -> symbol(schema, symbol);
      case Take.Inner(var fields, var sink) -> {
        RecordReader inner = of(schema, fields);
        yield in -> {
          sink.accept(true);
          inner.read(in);
        };
      }
      case Take.Place _ -> throw new IllegalArgumentException("a place is taken of whole fields");
    };
  }

  private static <E extends Enum<E>> Step symbol(Schema schema, Take.Symbol<E> take) {
    List<E> constants =
        schema.getEnumSymbols().stream().map(name -> constant(take.type(), name)).toList();
    return in -> {
      int index = (int) in.number();
      if (index < 0 || index >= constants.size()) {
        throw new UndecodableException("a symbol of no number " + index);
      }
      take.sink().accept(constants.get(index));
    };
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new UndecodableException(type.getSimpleName() + " has no " + name, e);
    }
  }

  private static Step absent(Take take) {
    return switch (take) {
      case Take.Text(var slice) -> in -> slice.clear();
      case Take.Whole(var sink, long absent) -> in -> sink.accept(absent);
      case Take.Decimal(var sink) -> in -> sink.accept(0);
      case Take.Symbol<?> symbol ->
          in -> {
            throw new UndecodableException("an event without " + symbol.type().getSimpleName());
          };
      case Take.Inner(var _, var sink) -> in -> sink.accept(false);
      case Take.Place _ ->
          in -> {
            throw new UndecodableException("an event without what it is about");
          };
    };
  }
}
