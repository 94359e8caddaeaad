// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to a limit on on-demand instances. Avro: on-demand.avsc. */
public sealed interface OnDemandEvent extends OfAccount {

  /** The service the limit names, there or not. */
  String serviceName();

  String qualifier();

  String functionName();

  /** A limit on on-demand instances was set; its service need not exist. */
  record OnDemandConfigPut(
      Stamp stamp,
      String serviceName,
      String qualifier,
      String functionName,
      int maximumInstanceCount)
      implements OnDemandEvent {}

  /** A limit on on-demand instances ended. */
  record OnDemandConfigDeleted(
      Stamp stamp, String serviceName, String qualifier, String functionName)
      implements OnDemandEvent {}
}
