// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of a section: one for each day, named by it. What has another name is not ours. */
record DayFolders(Path root) {

  Path of(LocalDate day) {
    return root.resolve(day.toString());
  }

  /** The days there are, oldest first. */
  List<LocalDate> days() throws IOException {
    Files.createDirectories(root);
    var days = new ArrayList<LocalDate>();
    try (Stream<Path> entries = Files.list(root)) {
      entries.forEach(entry -> parse(entry.getFileName().toString()).ifPresent(days::add));
    }
    days.sort(Comparator.naturalOrder());
    return days;
  }

  void delete(LocalDate day) throws IOException {
    try (Stream<Path> files = Files.walk(of(day))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Optional<LocalDate> parse(String name) {
    try {
      return Optional.of(LocalDate.parse(name));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
