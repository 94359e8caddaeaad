// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.httpapi.ErrorCode.CA_EXITED;
import static io.kafunc.httpapi.ErrorCode.CA_FILE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.CA_FILE_PERMISSION;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.FcError;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a custom runtime's server did not start, which has codes of its own (contract 5.2). Pure. */
final class ServerFault {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param error what the instance said, as JSON
   */
  static Optional<FcError> of(byte[] error) {
    try {
      var said = JSON.readTree(error);
      String type = said.path("errorType").asText();
      return Stream.of(CA_EXITED, CA_FILE_NOT_FOUND, CA_FILE_PERMISSION)
          .filter(code -> code.code().equals(type))
          .map(code -> code.saying(said.path("errorMessage").asText()))
          .findFirst();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private ServerFault() {}
}
