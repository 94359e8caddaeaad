// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.http.HttpResponse;
import com.aliyuncs.fc.model.AccountSettings;
import com.aliyuncs.fc.model.AliasMetaData;
import com.aliyuncs.fc.model.AsyncConfig;
import com.aliyuncs.fc.model.FunctionCodeMetadata;
import com.aliyuncs.fc.model.FunctionMetadata;
import com.aliyuncs.fc.model.ProvisionTarget;
import com.aliyuncs.fc.model.TagMetaData;
import com.aliyuncs.fc.model.VersionMetaData;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the vendor's Java client hands out of an answer: all getters of it and of what it holds,
 * under the names of the getters. What differs from run to run is spelled {@code TIME}, {@code ID},
 * {@code SIZE}, {@code CRC-64} and {@code URL} where it has the right form.
 */
final class Answered {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** What responses hold as their whole body, and hand out field by field as well. */
  private static final Set<Class<?>> BODIES =
      Set.of(
          AccountSettings.class,
          AliasMetaData.class,
          AsyncConfig.class,
          FunctionCodeMetadata.class,
          FunctionMetadata.class,
          ProvisionTarget.class,
          TagMetaData.class,
          VersionMetaData.class);

  private static final Set<String> OF_THE_TRANSPORT =
      Set.of("content", "etag", "header", "headers", "requestId", "status", "success");

  private Answered() {}

  /** Asserts a success with a request id, and the whole answer. */
  static void with(String expected, HttpResponse answer) {
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getRequestId()).hasSize(36);
    assertThat(pretty(fields(answer))).isEqualTo(pretty(Suite.parse(expected)));
  }

  /** Asserts that there was nothing to hand out. */
  static void empty(HttpResponse answer) {
    assertThat(answer.getStatus()).isEqualTo(204);
    assertThat(answer.getRequestId()).hasSize(36);
    assertThat(answer.getContent()).isNullOrEmpty();
  }

  private static Map<String, Object> fields(HttpResponse answer) {
    Map<String, Object> fields = new TreeMap<>();
    for (var getter : getters(answer.getClass())) {
      if (OF_THE_TRANSPORT.contains(getter.getName())) {
        continue;
      }
      var value = read(getter, answer);
      if (value != null && BODIES.stream().anyMatch(body -> body.isInstance(value))) {
        model(value).forEach((name, field) -> once(fields, name, field));
      } else {
        once(fields, getter.getName(), spelled(getter.getName(), value));
      }
    }
    return fields;
  }

  private static void once(Map<String, Object> fields, String name, Object value) {
    if (fields.containsKey(name)) {
      assertThat(value).as(name).isEqualTo(fields.get(name));
    }
    fields.put(name, value);
  }

  private static Map<String, Object> model(Object model) {
    Map<String, Object> fields = new TreeMap<>();
    for (var getter : getters(model.getClass())) {
      fields.put(getter.getName(), spelled(getter.getName(), read(getter, model)));
    }
    return fields;
  }

  private static Object spelled(String name, Object value) {
    return switch (value) {
      case null -> null;
      case String text -> spelled(name, text);
      case Integer size when name.equals("codeSize") && size > 0 -> "SIZE";
      case Number number -> number;
      case Boolean truth -> truth;
      case Enum<?> constant -> constant.name();
      case Map<?, ?> map -> {
        Map<String, Object> entries = new TreeMap<>();
        map.forEach((key, entry) -> entries.put((String) key, spelled((String) key, entry)));
        yield entries;
      }
      case Iterable<?> items -> {
        var spelled = Stream.<Object>builder();
        items.forEach(item -> spelled.add(spelled(name, item)));
        yield spelled.build().toList();
      }
      case Object array when array.getClass().isArray() ->
          IntStream.range(0, Array.getLength(array))
              .mapToObj(i -> spelled(name, Array.get(array, i)))
              .toList();
      default -> model(value);
    };
  }

  private static String spelled(String name, String text) {
    if (text.matches("20[12]\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")
        && name.matches("(created|create|lastModified)Time")) {
      return "TIME";
    }
    if (text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      return "ID";
    }
    if (text.matches("\\d+") && name.endsWith("hecksum")) {
      return "CRC-64";
    }
    return text.matches("http://[0-9.:]+/kafunc/code/[0-9a-f]{64}[?]token=[0-9a-z.]+")
        ? "URL"
        : text;
  }

  private static PropertyDescriptor[] getters(Class<?> type) {
    try {
      return Stream.of(Introspector.getBeanInfo(type, Object.class).getPropertyDescriptors())
          .filter(property -> property.getReadMethod() != null)
          .toArray(PropertyDescriptor[]::new);
    } catch (IntrospectionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object read(PropertyDescriptor getter, Object from) {
    try {
      return getter.getReadMethod().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(getter.getName(), e);
    }
  }

  private static String pretty(Object value) {
    try {
      var plain = JSON.treeToValue(JSON.readTree(JSON.writeValueAsString(value)), Object.class);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
