// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.cgroup;

/** What control groups are used for; each may be found in another place, or nowhere. */
public enum Controller {
  MEMORY("memory", "memory limit"),
  CPU("cpu", "processor shares"),
  PROCESSES("pids", "process limit"),

  /** Part of version 2 itself; there also where all controllers are version 1's. */
  FREEZER("", "freezing");

  private final String fileName;
  private final String words;

  Controller(String fileName, String words) {
    this.fileName = fileName;
    this.words = words;
  }

  String fileName() {
    return fileName;
  }

  /** What an instance lacks without it, for people. */
  public String words() {
    return words;
  }
}
