// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.BAD_DIGEST;
import static io.kafunc.metadata.object.ObjectError.BUCKET_NOT_EMPTY;
import static io.kafunc.metadata.object.ObjectError.NO_SUCH_BUCKET;
import static io.kafunc.metadata.object.ObjectError.NO_SUCH_KEY;

import io.kafunc.archive.Syncing;
import io.kafunc.httpapi.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Objects by their keys. What is said of them is kept in memory, a few hundred bytes an object;
 * their bytes never are. Thread-safe: of two that put one key, the later to end wins, whole.
 */
final class Bucket {

  private final BucketFolder folder;
  private final ConcurrentSkipListMap<String, StoredObject> objects =
      new ConcurrentSkipListMap<>(Page.BYTE_ORDER);
  private final ReentrantLock changing = new ReentrantLock();
  private boolean deleted;

  Bucket(BucketFolder folder) throws IOException {
    this.folder = folder;
    folder.load().forEach(object -> objects.put(object.key(), object));
  }

  /** A key's new content, as it comes. */
  record Arriving(
      String key,
      String content,
      Instant modified,
      Optional<byte[]> md5,
      Map<String, String> headers) {}

  /** An object that can be read to its end whatever happens to its key. */
  record Opened(StoredObject object, InputStream bytes) {}

  NavigableMap<String, StoredObject> objects() {
    return objects;
  }

  /** The object is on the disk when this returns, or nothing has changed. */
  StoredObject put(Arriving arriving, InputStream bytes) throws IOException {
    try {
      var object = receive(arriving, bytes);
      commit(object);
      return object;
    } catch (IOException | RuntimeException e) {
      folder.removeContent(arriving.content());
      throw e;
    }
  }

  private StoredObject receive(Arriving arriving, InputStream bytes) throws IOException {
    var file = folder.content(arriving.content());
    try (var out =
        new ReceivedContent(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      bytes.transferTo(out);
      var digest = out.digest();
      if (arriving.md5().isPresent() && !MessageDigest.isEqual(arriving.md5().get(), digest)) {
        throw BAD_DIGEST.refusal();
      }
      Syncing.sync(file);
      return new StoredObject(
          arriving.key(),
          arriving.content(),
          out.size(),
          HexFormat.of().withUpperCase().formatHex(digest),
          out.crc64(),
          arriving.modified().toEpochMilli(),
          arriving.headers());
    } catch (NoSuchFileException _) {
      throw NO_SUCH_BUCKET.refusal();
    }
  }

  private void commit(StoredObject object) throws IOException {
    changing.lock();
    try {
      if (deleted) {
        throw NO_SUCH_BUCKET.refusal();
      }
      folder.write(object);
      var before = objects.put(object.key(), object);
      if (before != null) {
        folder.removeContent(before.content());
      }
    } finally {
      changing.unlock();
    }
  }

  StoredObject find(String key) {
    var object = objects.get(key);
    if (object == null) {
      throw NO_SUCH_KEY.refusal();
    }
    return object;
  }

  Opened open(String key) throws IOException {
    while (true) {
      var object = find(key);
      try {
        return new Opened(object, folder.open(object));
      } catch (NoSuchFileException e) {
        if (objects.get(key) == object) {
          throw e;
        }
      }
    }
  }

  /** Whether it was there. */
  boolean delete(String key) throws IOException {
    changing.lock();
    try {
      var object = objects.get(key);
      if (object == null) {
        return false;
      }
      folder.remove(object);
      objects.remove(key);
      return true;
    } finally {
      changing.unlock();
    }
  }

  /** Ends the bucket, which must have no objects. */
  void end() throws IOException {
    changing.lock();
    try {
      if (!objects.isEmpty()) {
        throw BUCKET_NOT_EMPTY.refusal();
      }
      folder.delete();
      deleted = true;
    } catch (DirectoryNotEmptyException _) {
      throw BUCKET_NOT_EMPTY.saying("an upload to the bucket is in progress");
    } finally {
      changing.unlock();
    }
  }
}
