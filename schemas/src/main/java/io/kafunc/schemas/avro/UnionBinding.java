// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.ResolvingDecoder;

/** A union of records as a sealed interface: branches and permitted records agree in name. */
final class UnionBinding implements Binding {

  private final Binding[] branches;
  private final Map<Class<?>, Integer> indexes = new HashMap<>();

  UnionBinding(Schema union, Type type) {
    var sealed = (Class<?>) type;
    var records =
        Binding.recordsOf(sealed).collect(Collectors.toMap(Class::getSimpleName, each -> each));
    this.branches = new Binding[union.getTypes().size()];
    for (int i = 0; i < branches.length; i++) {
      var branch = union.getTypes().get(i);
      var record = records.remove(branch.getName());
      if (record == null) {
        throw new IllegalArgumentException(sealed + " does not permit " + branch.getName());
      }
      branches[i] = Binding.of(branch, record);
      indexes.put(record, i);
    }
    if (!records.isEmpty()) {
      throw new IllegalArgumentException(records.keySet() + " stand in no branch of the schema");
    }
  }

  @Override
  public void write(Object value, Encoder out) throws IOException {
    int index = indexes.get(value.getClass());
    out.writeIndex(index);
    branches[index].write(value, out);
  }

  @Override
  public Object read(ResolvingDecoder in) throws IOException {
    return branches[in.readIndex()].read(in);
  }
}
