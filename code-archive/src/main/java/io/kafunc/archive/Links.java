// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.util.ArrayDeque;
import java.util.Map;

/**
 * Holds the symbolic links of an archive against its folder. A link may point anywhere inside by a
 * relative path, but neither an entry nor another link's target may lead through it: a {@code ..}
 * behind a link does not go where its letters say (fault 17).
 */
final class Links {

  private final Map<String, String> targets;

  Links(Map<String, String> targets) {
    this.targets = targets;
  }

  void check() throws BadArchiveException {
    for (var link : targets.entrySet()) {
      checkTarget(link.getKey(), link.getValue());
    }
  }

  /** Refuses an entry that would be written through a link. */
  void checkEntry(String name) throws BadArchiveException {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      if (targets.containsKey(name.substring(0, slash))) {
        throw new BadArchiveException(
            "the archive has a path that leads through a link: '%s'".formatted(name));
      }
    }
  }

  private void checkTarget(String link, String target) throws BadArchiveException {
    if (target.isEmpty() || target.startsWith("/") || target.indexOf('\0') >= 0) {
      throw leaves(link);
    }
    var path = new ArrayDeque<String>();
    var parts = link.split("/");
    for (int i = 0; i < parts.length - 1; i++) {
      path.addLast(parts[i]);
    }
    for (var segment : target.split("/")) {
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      if (targets.containsKey(String.join("/", path))) {
        throw leaves(link);
      }
      if (!segment.equals("..")) {
        path.addLast(segment);
      } else if (path.pollLast() == null) {
        throw leaves(link);
      }
    }
  }

  private static BadArchiveException leaves(String link) {
    return new BadArchiveException(
        "the archive has a link that leaves its folder: '%s'".formatted(link));
  }
}
