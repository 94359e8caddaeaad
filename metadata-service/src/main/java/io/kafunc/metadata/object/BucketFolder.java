// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.archive.Syncing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/**
 * A bucket on the disk: an entry a key, {@code <SHA-256 of the key>.json}, which names a file in
 * {@code content/}. No name of a caller ever becomes a name of a file. An entry appears, changes
 * and goes with one rename or one deletion, so a crash leaves the old object or the new one.
 */
final class BucketFolder {

  private static final String ENTRY = ".json";
  private static final String HALF_DONE = ".writing-";

  private final Path folder;
  private final Path contents;
  private final ObjectMapper mapper;

  BucketFolder(Path folder, ObjectMapper mapper) {
    this.folder = folder;
    this.contents = folder.resolve("content");
    this.mapper = mapper;
  }

  boolean exists() {
    return Files.isDirectory(contents);
  }

  void create() throws IOException {
    Files.createDirectories(contents);
    Syncing.sync(folder);
    Syncing.sync(folder.getParent());
  }

  /** All objects; removes what writers that did not end have left. */
  List<StoredObject> load() throws IOException {
    var objects = new ArrayList<StoredObject>();
    var named = new HashSet<String>();
    try (var files = Files.newDirectoryStream(folder, file -> !Files.isDirectory(file))) {
      for (var file : files) {
        if (file.getFileName().toString().startsWith(HALF_DONE)) {
          Files.delete(file);
        } else {
          var object = mapper.readValue(file.toFile(), StoredObject.class);
          objects.add(object);
          named.add(object.content());
        }
      }
    }
    try (var files = Files.newDirectoryStream(contents)) {
      for (var file : files) {
        if (!named.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    return objects;
  }

  Path content(String name) {
    return contents.resolve(name);
  }

  InputStream open(StoredObject object) throws IOException {
    return Files.newInputStream(content(object.content()));
  }

  /** Its content is on the disk already. */
  void write(StoredObject object) throws IOException {
    var half = folder.resolve(HALF_DONE + object.content());
    try {
      Files.write(half, mapper.writeValueAsBytes(object), StandardOpenOption.CREATE_NEW);
      Syncing.sync(half);
      Syncing.sync(contents);
      Files.move(half, entry(object.key()), StandardCopyOption.ATOMIC_MOVE);
      Syncing.sync(folder);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  void remove(StoredObject object) throws IOException {
    Files.deleteIfExists(entry(object.key()));
    Syncing.sync(folder);
    removeContent(object.content());
  }

  /** Whoever is reading it reads on. */
  void removeContent(String name) throws IOException {
    Files.deleteIfExists(content(name));
  }

  /** Of a bucket without objects. */
  void delete() throws IOException {
    Files.delete(contents);
    Files.delete(folder);
    Syncing.sync(folder.getParent());
  }

  private Path entry(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest) + ENTRY);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
