// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two instances of any record of the contract: a full one, where every optional is there and no
 * collection is empty, and a bare one. Made from the record itself, so a new event needs none.
 */
public final class Examples {

  private final boolean full;

  private Examples(boolean full) {
    this.full = full;
  }

  public static <T> T full(Class<T> record) {
    return new Examples(true).record(record);
  }

  public static <T> T bare(Class<T> record) {
    return new Examples(false).record(record);
  }

  /** The records a type of the contract permits. */
  public static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Examples::records)
        : Stream.of(type);
  }

  private <T> T record(Class<T> type) {
    try {
      var components = type.getRecordComponents();
      var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var values = Stream.of(components).map(c -> value(c.getGenericType(), c.getName())).toArray();
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " has no example", e);
    }
  }

  private Object value(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return collection((Class<?>) generic.getRawType(), last, name);
    }
    return scalar((Class<?>) type, name);
  }

  private Object collection(Class<?> raw, Type content, String name) {
    if (raw == Optional.class) {
      return full ? Optional.of(value(content, name)) : Optional.empty();
    }
    if (raw == List.class) {
      return full ? List.of(value(content, name), value(content, name)) : List.of();
    }
    if (raw == Map.class) {
      return full ? Map.of("a", value(content, name), "ü", value(content, name)) : Map.of();
    }
    throw new IllegalArgumentException(raw + " is not used by the contract");
  }

  private Object scalar(Class<?> type, String name) {
    if (type == String.class) {
      return full ? name + "-ü" : "";
    }
    if (type == Instant.class) {
      return full ? Instant.parse("2020-04-23T06:32:43.123456Z") : Instant.EPOCH;
    }
    if (type == Payload.class) {
      return full ? new Payload(new byte[] {0, -1, 7}) : Payload.EMPTY;
    }
    if (type == long.class || type == Long.class) {
      return full ? Long.MAX_VALUE - 1 : 0L;
    }
    if (type == int.class || type == Integer.class) {
      return full ? Integer.MIN_VALUE : 0;
    }
    if (type == double.class || type == Double.class) {
      return full ? 0.05 : 0.0;
    }
    if (type == boolean.class || type == Boolean.class) {
      return full;
    }
    if (type.isEnum()) {
      var constants = type.getEnumConstants();
      return full ? constants[constants.length - 1] : constants[0];
    }
    return record(type);
  }
}
