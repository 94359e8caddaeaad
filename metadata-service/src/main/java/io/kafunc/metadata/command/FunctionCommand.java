// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.Name;

/** What can be asked of a function under LATEST (contract 1.2). */
public sealed interface FunctionCommand extends MetadataCommand {

  String serviceName();

  String functionName();

  record CreateFunction(
      Author author,
      String serviceName,
      String functionName,
      String functionId,
      FunctionChange change)
      implements FunctionCommand {
    public CreateFunction {
      Name.check("functionName", functionName);
    }
  }

  record UpdateFunction(
      Author author,
      String serviceName,
      String functionName,
      Expected expected,
      FunctionChange change)
      implements FunctionCommand {}

  record DeleteFunction(Author author, String serviceName, String functionName, Expected expected)
      implements FunctionCommand {}
}
