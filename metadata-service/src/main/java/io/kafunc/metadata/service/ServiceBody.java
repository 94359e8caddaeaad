// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import io.kafunc.metadata.command.ServiceChange;
import io.kafunc.schemas.metadata.NasMountPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service as requests write it (contract 1.1). */
record ServiceBody(
    Optional<String> serviceName,
    Optional<String> description,
    Optional<String> role,
    Optional<Log> logConfig,
    Optional<Vpc> vpcConfig,
    Optional<Boolean> internetAccess,
    Optional<Nas> nasConfig,
    Optional<Tracing> tracingConfig) {

  record Log(
      Optional<String> project,
      Optional<String> logstore,
      Optional<Boolean> enableRequestMetrics,
      Optional<Boolean> enableInstanceMetrics,
      Optional<String> logBeginRule) {}

  record Vpc(
      Optional<String> vpcId,
      Optional<List<String>> vSwitchIds,
      Optional<String> securityGroupId,
      Optional<String> role) {}

  record Nas(
      Optional<Integer> userId, Optional<Integer> groupId, Optional<List<Mount>> mountPoints) {}

  record Mount(Optional<String> serverAddr, Optional<String> mountDir) {

    NasMountPoint toMountPoint() {
      return new NasMountPoint(serverAddr.orElse(""), mountDir.orElse(""));
    }
  }

  record Tracing(Optional<String> type, Optional<Map<String, String>> params) {}

  ServiceChange toChange() {
    return new ServiceChange(
        description,
        role,
        logConfig.map(
            log ->
                new ServiceChange.Log(
                    log.project,
                    log.logstore,
                    log.enableRequestMetrics,
                    log.enableInstanceMetrics,
                    log.logBeginRule)),
        vpcConfig.map(
            vpc -> new ServiceChange.Vpc(vpc.vpcId, vpc.vSwitchIds, vpc.securityGroupId, vpc.role)),
        internetAccess,
        nasConfig.map(
            nas ->
                new ServiceChange.Nas(
                    nas.userId,
                    nas.groupId,
                    nas.mountPoints.map(
                        mounts -> mounts.stream().map(Mount::toMountPoint).toList()))),
        tracingConfig.map(tracing -> new ServiceChange.Tracing(tracing.type, tracing.params)));
  }
}
