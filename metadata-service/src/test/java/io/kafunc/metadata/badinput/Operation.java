// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.badinput;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An operation of the API, as far as wrong requests go.
 *
 * @param path its address, with the names of things that exist in braces
 * @param good a body that is not refused for its form; empty where it takes none
 * @param fields the fields of its body
 */
record Operation(String name, String method, String path, String good, List<Field> fields) {

  /** A field's place, such as {@code nasConfig.mountPoints[].mountDir}, and its type. */
  record Field(String place, Type type) {

    /** A body's text in which this field alone is set. */
    String set(String value) {
      var text = new StringBuilder(value);
      var parts = place.split("\\.");
      for (int i = parts.length - 1; i >= 0; i--) {
        boolean isArray = parts[i].endsWith("[]");
        var inner = isArray ? "[" + text + "]" : text.toString();
        text = new StringBuilder("\"" + parts[i].replace("[]", "") + "\":" + inner);
        if (i > 0) {
          text.insert(0, '{').append('}');
        }
      }
      return text.toString();
    }

    /** How refusals name it. */
    String named() {
      return place.replace("[]", "[0]");
    }
  }

  /** What a field holds, and values that are something else. */
  enum Type {
    TEXT("5", "1.5", "true", "{}", "[\"a\"]", "[]"),
    WHOLE("\"3\"", "1.5", "true", "{}", "[1]", "1e400", "99999999999999999999"),
    NUMBER("\"0.5\"", "true", "{}", "[]"),
    FLAG("\"true\"", "1", "{}", "[]"),
    OBJECT("\"x\"", "5", "true", "[]"),
    ARRAY("\"x\"", "5", "{}", "true"),
    TEXTS("\"x\"", "5", "{}", "[5]", "[null]", "[[]]"),
    TEXT_MAP("\"x\"", "[]", "5", "{\"k\":5}", "{\"k\":{}}", "{\"k\":null}"),
    NUMBER_MAP("\"x\"", "[]", "5", "{\"1\":\"0.5\"}", "{\"1\":{}}", "{\"1\":null}");

    final List<String> wrong;

    Type(String... wrong) {
      this.wrong = List.of(wrong);
    }
  }

  private static final Map<String, Type> TYPES =
      Map.of(
          "t", Type.TEXT,
          "i", Type.WHOLE,
          "n", Type.NUMBER,
          "b", Type.FLAG,
          "o", Type.OBJECT,
          "a", Type.ARRAY,
          "ts", Type.TEXTS,
          "tm", Type.TEXT_MAP,
          "nm", Type.NUMBER_MAP);

  /**
   * @param good with apostrophes for quotes
   * @param fields {@code place:type} separated by spaces
   */
  static Operation of(String name, String request, String good, String fields) {
    var list = new ArrayList<Field>();
    for (var field : fields.isEmpty() ? new String[0] : fields.split(" ")) {
      var parts = field.split(":");
      list.add(new Field(parts[0], TYPES.get(parts[1])));
    }
    var parts = request.split(" ");
    return new Operation(name, parts[0], parts[1], good.replace('\'', '"'), list);
  }

  /** The address of things that exist. */
  String target() {
    return path.replaceAll("\\{[+a-zA-Z]+:([^}]*)}", "$1");
  }

  /** The router's template for it. */
  String template() {
    return "/2016-08-15" + path.replaceAll("\\{([+a-zA-Z]+):[^}]*}", "{$1}");
  }

  /** The good body with a field set, or nothing but the field. */
  String with(String field) {
    return good.length() <= 2
        ? "{" + field + "}"
        : good.substring(0, good.length() - 1) + "," + field + "}";
  }

  boolean hasBody() {
    return !good.isEmpty();
  }

  @Override
  public String toString() {
    return name;
  }
}
