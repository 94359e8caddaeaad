// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** This process, under an id that it keeps: a restart gets its partitions back at once. */
@Factory
final class NodeBeans {

  @Singleton
  Node node(NodeSettings settings) {
    try {
      return new Node(id(settings.data()), settings.url());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the node's id in " + settings.data(), e);
    }
  }

  private static String id(Path data) throws IOException {
    Files.createDirectories(data);
    var file = data.resolve("node-id");
    try {
      Files.writeString(file, UUID.randomUUID().toString(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException kept) {
      // The id of an earlier start.
    }
    return Files.readString(file).strip();
  }
}
