// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.schemas.metadata.AsyncInvokeConfig;

/** What can be asked of a configuration of asynchronous calls (contract 1.10). */
public sealed interface AsyncConfigCommand extends MetadataCommand {

  FunctionAt at();

  record PutAsyncInvokeConfig(Author author, FunctionAt at, AsyncInvokeConfig config)
      implements AsyncConfigCommand {}

  record DeleteAsyncInvokeConfig(Author author, FunctionAt at) implements AsyncConfigCommand {}
}
