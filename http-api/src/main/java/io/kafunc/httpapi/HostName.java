// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import io.micronaut.core.annotation.Nullable;
import java.util.Locale;

/** A host's name as a {@code Host} header says it, without its port and in lower case. Pure. */
public record HostName(String name) {

  private static final String VENDOR = ".aliyuncs.com";
  private static final String LOCAL = ".localhost";

  public static HostName of(@Nullable String header) {
    if (header == null) {
      return new HostName("");
    }
    int colon = header.lastIndexOf(':');
    boolean port = colon > header.lastIndexOf(']');
    return new HostName((port ? header.substring(0, colon) : header).toLowerCase(Locale.ROOT));
  }

  /** Whether it is of the vendor's own domain, whose answers a browser must only save. */
  public boolean isVendors() {
    return name.endsWith(VENDOR);
  }

  /**
   * Whether somebody's domain must be meant: no address, no name of this machine or network. Only
   * such a one can be a custom domain, for on all others we answer ourselves.
   */
  public boolean isForeign() {
    int dot = name.lastIndexOf('.');
    return dot > 0
        && !name.startsWith("[")
        && !Character.isDigit(name.charAt(name.length() - 1))
        && !name.endsWith(LOCAL)
        && !isVendors();
  }
}
