// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Name;
import java.util.Optional;

/** What can be asked of the limits on on-demand instances (contract 1.9). */
public sealed interface OnDemandCommand extends MetadataCommand {

  FunctionAt at();

  /**
   * @param maximumInstanceCount absent where the request does not say
   */
  record PutOnDemandConfig(Author author, FunctionAt at, Optional<Integer> maximumInstanceCount)
      implements OnDemandCommand {
    public PutOnDemandConfig {
      Name.check("serviceName", at.serviceName());
      Name.check("functionName", at.functionName());
    }
  }

  record DeleteOnDemandConfig(Author author, FunctionAt at) implements OnDemandCommand {}
}
