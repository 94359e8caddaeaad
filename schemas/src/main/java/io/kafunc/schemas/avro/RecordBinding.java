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

/** An Avro record as a Java record: fields and components agree in name, type and number. */
final class RecordBinding implements Binding {

  private final Binding[] fields;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;
  private final int[] componentOfField;

  RecordBinding(Schema schema, Class<?> type) {
    var components = type.getRecordComponents();
    requireSameNames(schema, type, components);
    int count = components.length;
    this.fields = new Binding[count];
    this.accessors = new MethodHandle[count];
    this.componentOfField = new int[count];
    for (int c = 0; c < count; c++) {
      int field = schema.getField(components[c].getName()).pos();
      componentOfField[field] = c;
      fields[field] =
          Binding.of(schema.getFields().get(field).schema(), components[c].getGenericType());
      accessors[field] = accessor(components[c]);
    }
    this.constructor = constructor(type, components);
  }

  @Override
  public void write(Object value, Encoder out) throws IOException {
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
      return constructor.invokeExact(arguments);
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
