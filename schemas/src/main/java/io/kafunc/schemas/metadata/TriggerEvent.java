// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to a trigger. Avro: trigger.avsc. */
public sealed interface TriggerEvent extends OfService {

  /** A trigger came into being. */
  record TriggerCreated(
      Stamp stamp,
      String serviceName,
      String functionName,
      String triggerName,
      String triggerId,
      TriggerConfig config)
      implements TriggerEvent {}

  /** A trigger was set; also when nothing differed. */
  record TriggerUpdated(
      Stamp stamp,
      String serviceName,
      String functionName,
      String triggerName,
      TriggerConfig config)
      implements TriggerEvent {}

  /** A trigger ended. */
  record TriggerDeleted(Stamp stamp, String serviceName, String functionName, String triggerName)
      implements TriggerEvent {}
}
