// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to a configuration of asynchronous calls. Avro: async-config.avsc. */
public sealed interface AsyncConfigEvent extends OfService {

  String functionName();

  /** A version's number, an alias or LATEST. */
  String qualifier();

  /** How asynchronous calls end was set; also when nothing differed. */
  record AsyncInvokeConfigPut(
      Stamp stamp,
      String serviceName,
      String functionName,
      String qualifier,
      AsyncInvokeConfig config)
      implements AsyncConfigEvent {}

  /** How asynchronous calls end is the standard again. */
  record AsyncInvokeConfigDeleted(
      Stamp stamp, String serviceName, String functionName, String qualifier)
      implements AsyncConfigEvent {}
}
