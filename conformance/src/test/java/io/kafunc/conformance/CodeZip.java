// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.model.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Code archives as a user packs them. */
final class CodeZip {

  private CodeZip() {}

  /** An archive with one file. */
  static byte[] of(String file, String source) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(source.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Code node(String source) {
    return new Code().setZipFile(of("index.js", source));
  }

  static Code python(String source) {
    return new Code().setZipFile(of("index.py", source));
  }
}
