// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.metadata.limit.Limits;

/** The standard limits with counts that are not unlimited. */
public final class Quotas {

  public static Limits of(int services, int functions, int triggers, int domains) {
    var standard = Limits.STANDARD;
    return new Limits(
        standard.timeout(),
        standard.initializationTimeout(),
        standard.lifecycleTimeout(),
        standard.memory(),
        standard.largeMemory(),
        standard.concurrency(),
        standard.environment(),
        standard.codeBytes(),
        standard.inflatedBytes(),
        standard.archiveEntries(),
        standard.mountPoints(),
        standard.tags(),
        standard.vpcBindings(),
        standard.aliasDescription(),
        services,
        functions,
        triggers,
        domains,
        standard.onDemandInstances(),
        standard.onDemandConfigs(),
        standard.provisionedInstances(),
        standard.scheduledActions());
  }

  private Quotas() {}
}
