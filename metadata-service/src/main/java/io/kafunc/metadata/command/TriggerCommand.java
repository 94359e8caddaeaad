// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.Name;

/** What can be asked of a function's triggers (contract 1.5). */
public sealed interface TriggerCommand extends MetadataCommand {

  String serviceName();

  String functionName();

  String triggerName();

  record CreateTrigger(
      Author author,
      String serviceName,
      String functionName,
      String triggerName,
      String triggerId,
      String triggerType,
      TriggerChange change)
      implements TriggerCommand {
    public CreateTrigger {
      Name.check("triggerName", triggerName);
    }
  }

  record UpdateTrigger(
      Author author,
      String serviceName,
      String functionName,
      String triggerName,
      Expected expected,
      TriggerChange change)
      implements TriggerCommand {}

  record DeleteTrigger(
      Author author, String serviceName, String functionName, String triggerName, Expected expected)
      implements TriggerCommand {}
}
