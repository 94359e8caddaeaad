// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names of one archive: each is taken apart and refused when it leaves the folder, and all are
 * held against each other, also without regard to case (fault 17). Not thread-safe.
 */
final class EntryNames {

  private static final int LONGEST_NAME = 4096;
  private static final int LONGEST_SEGMENT = 255;

  private final Map<String, String> byFolded = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private final Set<String> files = new HashSet<>();

  /** The name without {@code ./}, double or trailing slashes; empty for the root itself. */
  String admit(String name, boolean folder) throws BadArchiveException {
    var clean = clean(name);
    if (clean.isEmpty()) {
      if (folder) {
        return clean;
      }
      throw refused("an empty name", name);
    }
    for (int slash = clean.indexOf('/'); slash >= 0; slash = clean.indexOf('/', slash + 1)) {
      admitFolder(clean.substring(0, slash));
    }
    if (folder) {
      admitFolder(clean);
      return clean;
    }
    fold(clean);
    if (folders.contains(clean) || !files.add(clean)) {
      throw refused("the same name twice", clean);
    }
    return clean;
  }

  private void admitFolder(String path) throws BadArchiveException {
    if (files.contains(path)) {
      throw refused("a file where a folder is needed", path);
    }
    if (folders.add(path)) {
      fold(path);
    }
  }

  private void fold(String path) throws BadArchiveException {
    var other = byFolded.putIfAbsent(path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), path);
    if (other != null && !other.equals(path)) {
      throw refused("names that differ only in case", path);
    }
  }

  private static String clean(String name) throws BadArchiveException {
    if (name.indexOf('\0') >= 0) {
      throw refused("a NUL in a name", name);
    }
    if (name.indexOf('\\') >= 0) {
      throw refused("a backslash in a name", name);
    }
    if (name.startsWith("/") || name.matches("(?s)[A-Za-z]:.*")) {
      throw refused("an absolute path", name);
    }
    if (name.length() > LONGEST_NAME) {
      throw refused("a name that is too long", name);
    }
    var clean = new StringBuilder(name.length());
    for (var segment : name.split("/")) {
      if (segment.equals("..")) {
        throw refused("a path that leaves its folder", name);
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
        throw refused("a name that is too long", name);
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        clean.append(clean.isEmpty() ? "" : "/").append(segment);
      }
    }
    return clean.toString();
  }

  private static BadArchiveException refused(String why, String name) {
    var shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return new BadArchiveException("the archive has %s: '%s'".formatted(why, shown.strip()));
  }
}
