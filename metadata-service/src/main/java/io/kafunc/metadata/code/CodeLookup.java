// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.httpapi.ErrorCode.CODE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;

import io.kafunc.archive.CodeDigest;
import io.kafunc.metadata.projection.FunctionRow;
import io.kafunc.metadata.projection.FunctionRows;
import io.kafunc.metadata.wire.Qualified;
import io.kafunc.metadata.wire.QualifiedVersions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which archive a function has, and what its checksum is. */
@Singleton
class CodeLookup {

  private final FunctionRows functions;
  private final QualifiedVersions versions;

  CodeLookup(FunctionRows functions, QualifiedVersions versions) {
    this.functions = functions;
    this.versions = versions;
  }

  record Code(String sha256, String crc64) {}

  Code code(String accountId, Qualified service, String functionName) {
    long version = versions.resolve(accountId, service);
    var row =
        functions
            .findById(FunctionRow.id(accountId, service.serviceName(), version, functionName))
            .orElseThrow(
                () -> FUNCTION_NOT_FOUND.with(functionName, service.serviceName()).exception());
    if (row.codeSha256() == null) {
      throw CODE_NOT_FOUND.with(functionName).exception();
    }
    return new Code(row.codeSha256(), row.codeCrc64());
  }

  /** Computed again: an archive that was fetched by its name alone has no function. */
  String crc64(Path file) {
    var digest = new CodeDigest();
    try (var in = Files.newInputStream(file)) {
      in.transferTo(digest.asStream());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return digest.crc64();
  }
}
