// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import io.kafunc.archive.Crc64;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bytes on their way to the disk, counted and digested. */
final class ReceivedContent extends FilterOutputStream {

  private final MessageDigest md5 = md5();
  private final Crc64 crc64 = new Crc64();
  private long size;

  ReceivedContent(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    md5.update(bytes, offset, length);
    crc64.update(bytes, offset, length);
    size += length;
    out.write(bytes, offset, length);
  }

  /** Ends the digest. */
  byte[] digest() {
    return md5.digest();
  }

  String crc64() {
    return Long.toUnsignedString(crc64.value());
  }

  long size() {
    return size;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
