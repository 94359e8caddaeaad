// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import java.util.Map;

/**
 * An object as its bucket knows it.
 *
 * @param key its name
 * @param content the file of its bytes, by its name in the bucket's folder of contents
 * @param size bytes
 * @param md5 of its bytes, in upper-case hexadecimal
 * @param crc64 of its bytes, as an unsigned decimal
 * @param modified when it was put, in milliseconds since 1970
 * @param headers what is answered as it was given: content type and the like, {@code x-oss-meta-…}
 */
record StoredObject(
    String key,
    String content,
    long size,
    String md5,
    String crc64,
    long modified,
    Map<String, String> headers) {

  StoredObject {
    headers = Map.copyOf(headers);
  }

  String etag() {
    return "\"" + md5 + "\"";
  }
}
