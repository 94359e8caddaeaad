// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.schemas.metadata.NasMountPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a service that a request sets; an absent one keeps what is (or the default). */
public record ServiceChange(
    Optional<String> description,
    Optional<String> role,
    Optional<Log> logConfig,
    Optional<Vpc> vpcConfig,
    Optional<Boolean> internetAccess,
    Optional<Nas> nasConfig,
    Optional<Tracing> tracingConfig) {

  public static final ServiceChange NONE =
      new ServiceChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public record Log(
      Optional<String> project,
      Optional<String> logstore,
      Optional<Boolean> enableRequestMetrics,
      Optional<Boolean> enableInstanceMetrics,
      Optional<String> logBeginRule) {}

  public record Vpc(
      Optional<String> vpcId,
      Optional<List<String>> vSwitchIds,
      Optional<String> securityGroupId,
      Optional<String> role) {}

  public record Nas(
      Optional<Integer> userId,
      Optional<Integer> groupId,
      Optional<List<NasMountPoint>> mountPoints) {}

  /** Replaced as a whole; neither part given means off. */
  public record Tracing(Optional<String> type, Optional<Map<String, String>> params) {}
}
