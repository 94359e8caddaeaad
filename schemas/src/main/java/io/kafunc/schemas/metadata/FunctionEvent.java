// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Optional;

/** What happens to a function under LATEST. Avro: function.avsc. */
public sealed interface FunctionEvent extends OfService {

  /** A function came into being. */
  record FunctionCreated(
      Stamp stamp,
      String serviceName,
      String functionName,
      String functionId,
      FunctionConfig config,
      Optional<CodeArchive> code)
      implements FunctionEvent {}

  /** A function's configuration or code was set; also when nothing differed. */
  record FunctionUpdated(
      Stamp stamp,
      String serviceName,
      String functionName,
      FunctionConfig config,
      Optional<CodeArchive> code)
      implements FunctionEvent {}

  /** A function ended. */
  record FunctionDeleted(Stamp stamp, String serviceName, String functionName)
      implements FunctionEvent {}
}
