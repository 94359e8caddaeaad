// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.INVALID_BUCKET_NAME;
import static io.kafunc.metadata.object.ObjectError.INVALID_OBJECT_NAME;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.signature.PercentCoding;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request is about: all buckets, one, or an object in it. Names are checked here, once:
 * whoever has an address may trust them. Pure.
 */
record ObjectAddress(Optional<String> bucket, Optional<String> key) {

  static final String PATH = "/kafunc/objects";

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final int KEY_BYTES = 1023;

  /** They would hide behind the API's own paths in the path-style form. */
  private static final Set<String> RESERVED = Set.of("kafunc", "2016-08-15");

  /** The address in a path below {@link #PATH}, still escaped. */
  static ObjectAddress parse(String rawPath) {
    var rest = rawPath.substring(PATH.length());
    var names = rest.startsWith("/") ? rest.substring(1) : rest;
    int slash = names.indexOf('/');
    var bucket = PercentCoding.decode(slash < 0 ? names : names.substring(0, slash));
    var key = PercentCoding.decode(slash < 0 ? "" : names.substring(slash + 1));
    return new ObjectAddress(
        Optional.of(bucket).filter(name -> !name.isEmpty()).map(ObjectAddress::checkedBucket),
        Optional.of(key).filter(name -> !name.isEmpty()).map(ObjectAddress::checkedKey));
  }

  /** What is signed for it (not escaped). */
  String resource() {
    return bucket.map(name -> "/" + name + "/" + key.orElse("")).orElse("/");
  }

  static boolean isBucket(String name) {
    return BUCKET.matcher(name).matches() && !RESERVED.contains(name);
  }

  private static String checkedBucket(String name) {
    if (!isBucket(name)) {
      throw INVALID_BUCKET_NAME.refusal();
    }
    return name;
  }

  private static String checkedKey(String key) {
    boolean isWritable = key.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c >= 0xfffe);
    boolean begins = key.startsWith("/") || key.startsWith("\\");
    if (begins || !isWritable || key.getBytes(UTF_8).length > KEY_BYTES) {
      throw INVALID_OBJECT_NAME.refusal();
    }
    return key;
  }
}
