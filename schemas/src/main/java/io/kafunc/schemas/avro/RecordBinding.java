// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.ResolvingDecoder;

/**
 * An Avro record as a Java record: fields and components agree in name, type and number. How the
 * record is made and taken apart is found out with its first event: the JVM spins a class for each
 * of these handles, and a start needs few of them.
 */
final class RecordBinding implements Binding {

  private final Class<?> type;
  private final RecordComponent[] components;
  private final Binding[] fields;
  private final int[] componentOfField;
  private volatile MethodHandle[] accessors;
  private volatile MethodHandle constructor;

  RecordBinding(Schema schema, Class<?> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    requireSameNames(schema, type, components);
    this.fields = new Binding[components.length];
    this.componentOfField = new int[components.length];
    for (int c = 0; c < components.length; c++) {
      int field = schema.getField(components[c].getName()).pos();
      componentOfField[field] = c;
      fields[field] =
          Binding.of(schema.getFields().get(field).schema(), components[c].getGenericType());
    }
  }

  @Override
  public void write(Object value, Encoder out) throws IOException {
    var accessors = accessors();
    for (int field = 0; field < fields.length; field++) {
      fields[field].write(get(accessors[field], value), out);
    }
  }

  @Override
  public Object read(ResolvingDecoder in) throws IOException {
    var arguments = new Object[fields.length];
    for (Schema.Field field : in.readFieldOrder()) {
      arguments[componentOfField[field.pos()]] = fields[field.pos()].read(in);
    }
    try {
      return constructor().invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(MethodHandle accessor, Object value) {
    try {
      return accessor.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireSameNames(Schema schema, Class<?> type, RecordComponent[] components) {
    var names = new HashSet<String>();
    schema.getFields().forEach(field -> names.add(field.name()));
    var ours = new HashSet<>(Stream.of(components).map(RecordComponent::getName).toList());
    if (!names.equals(ours)) {
      throw new IllegalArgumentException(type + " has " + ours + ", its schema " + names);
    }
  }

  private MethodHandle[] accessors() {
    if (accessors == null) {
      var found = new MethodHandle[fields.length];
      for (int field = 0; field < found.length; field++) {
        found[field] = accessor(components[componentOfField[field]]);
      }
      accessors = found;
    }
    return accessors;
  }

  private MethodHandle constructor() {
    if (constructor == null) {
      constructor = constructor(type, components);
    }
    return constructor;
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.lookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(component + " is not accessible", e);
    }
  }

  private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return MethodHandles.lookup()
          .unreflectConstructor(type.getDeclaredConstructor(types))
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " has no accessible constructor", e);
    }
  }
}
