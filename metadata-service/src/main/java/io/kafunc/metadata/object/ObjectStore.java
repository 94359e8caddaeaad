// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.NO_SUCH_BUCKET;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.KafuncSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The buckets of the suite: {@code <data>/objects/<bucket>}. They come into being by PutBucket, or
 * where a setting says so by the first object in them. Thread-safe; blocks.
 */
@Singleton
public final class ObjectStore {

  private final Path folder;
  private final boolean createsBuckets;
  private final ObjectMapper mapper;
  private final List<ObjectListener> listeners;
  private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  ObjectStore(
      KafuncSettings settings,
      ObjectSettings objects,
      ObjectMapper mapper,
      List<ObjectListener> listeners) {
    this.folder = settings.data().toAbsolutePath().normalize().resolve("objects");
    this.createsBuckets = objects.createBuckets();
    this.mapper = mapper;
    this.listeners = listeners;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + folder, e);
    }
  }

  /**
   * Writes an object's bytes out.
   *
   * @throws ObjectRefusedException when there is no such object; its message says what is missing
   */
  public void copy(String bucket, String key, OutputStream to) throws IOException {
    if (!ObjectAddress.isBucket(bucket)) {
      throw NO_SUCH_BUCKET.refusal();
    }
    try (var bytes = bucket(bucket).open(key).bytes()) {
      bytes.transferTo(to);
    }
  }

  /** An existing bucket. */
  Bucket bucket(String name) {
    return buckets.computeIfAbsent(name, _ -> loaded(name));
  }

  /** Makes the bucket unless it is there. */
  void create(String name) throws IOException {
    folder(name).create();
  }

  void delete(String name) throws IOException {
    bucket(name).end();
    buckets.remove(name);
  }

  /** When each bucket was made, by its name. */
  NavigableMap<String, Long> names() throws IOException {
    var names = new TreeMap<String, Long>();
    try (var folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (var each : folders) {
        var name = each.getFileName().toString();
        if (ObjectAddress.isBucket(name)) {
          names.put(name, Files.getLastModifiedTime(each).toMillis());
        }
      }
    }
    return names;
  }

  StoredObject put(String bucket, Bucket.Arriving arriving, InputStream bytes) throws IOException {
    if (createsBuckets || bucket.equals(TemporaryKeys.BUCKET)) {
      create(bucket);
    }
    var object = bucket(bucket).put(arriving, bytes);
    listeners.forEach(listener -> listener.put(bucket, object.key(), object.size(), object.etag()));
    return object;
  }

  void delete(String bucket, String key) throws IOException {
    if (bucket(bucket).delete(key)) {
      listeners.forEach(listener -> listener.deleted(bucket, key));
    }
  }

  /** Removes what lent keys have put and nobody has taken further. */
  public void expireUploads(Instant putBefore) throws IOException {
    if (!folder(TemporaryKeys.BUCKET).exists()) {
      return;
    }
    for (var object : bucket(TemporaryKeys.BUCKET).objects().values()) {
      if (object.modified() < putBefore.toEpochMilli()) {
        delete(TemporaryKeys.BUCKET, object.key());
      }
    }
  }

  private Bucket loaded(String name) {
    var bucket = folder(name);
    if (!bucket.exists()) {
      throw NO_SUCH_BUCKET.refusal();
    }
    try {
      return new Bucket(bucket);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read bucket " + name, e);
    }
  }

  private BucketFolder folder(String name) {
    return new BucketFolder(folder.resolve(name), mapper);
  }
}
