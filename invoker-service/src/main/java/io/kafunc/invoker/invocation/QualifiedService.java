// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.httpapi.Name;

/** The path's {@code serviceName[.qualifier]}; no qualifier means {@code LATEST} (F-21). */
public record QualifiedService(String serviceName, String qualifier) {

  private static final String LATEST = "LATEST";

  public static QualifiedService parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      return new QualifiedService(Name.check("serviceName", text), LATEST);
    }
    String qualifier = text.substring(dot + 1);
    return new QualifiedService(
        Name.check("serviceName", text.substring(0, dot)),
        isNumber(qualifier) ? qualifier : Name.check("qualifier", qualifier));
  }

  private static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > 19) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
