// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import io.kafunc.metadata.command.ServiceChange;
import io.kafunc.schemas.metadata.LogConfig;
import io.kafunc.schemas.metadata.NasConfig;
import io.kafunc.schemas.metadata.ServiceConfig;
import io.kafunc.schemas.metadata.TracingConfig;
import io.kafunc.schemas.metadata.VpcConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a change makes of a service's configuration: absent keeps, empty means unset (contract 0.9,
 * 1.1). Pure, and judges nothing.
 */
final class ServiceConfigs {

  /** The service nobody has configured. */
  static final ServiceConfig DEFAULT =
      new ServiceConfig(
          "",
          "",
          new LogConfig("", "", false, false, Optional.empty()),
          Optional.empty(),
          true,
          Optional.empty(),
          Optional.empty());

  static ServiceConfig merge(ServiceConfig before, ServiceChange change) {
    return new ServiceConfig(
        change.description().orElse(before.description()),
        change.role().orElse(before.role()),
        change.logConfig().map(log -> log(before.logConfig(), log)).orElse(before.logConfig()),
        change.vpcConfig().map(vpc -> vpc(before.vpcConfig(), vpc)).orElse(before.vpcConfig()),
        change.internetAccess().orElse(before.internetAccess()),
        change.nasConfig().map(nas -> nas(before.nasConfig(), nas)).orElse(before.nasConfig()),
        change.tracingConfig().map(ServiceConfigs::tracing).orElse(before.tracingConfig()));
  }

  private static LogConfig log(LogConfig before, ServiceChange.Log change) {
    return new LogConfig(
        change.project().orElse(before.project()),
        change.logstore().orElse(before.logstore()),
        change.enableRequestMetrics().orElse(before.enableRequestMetrics()),
        change.enableInstanceMetrics().orElse(before.enableInstanceMetrics()),
        change.logBeginRule().or(before::logBeginRule).filter(rule -> !rule.isEmpty()));
  }

  private static Optional<VpcConfig> vpc(Optional<VpcConfig> before, ServiceChange.Vpc change) {
    var merged =
        new VpcConfig(
            change.vpcId().or(() -> before.map(VpcConfig::vpcId)).orElse(""),
            change.vSwitchIds().or(() -> before.map(VpcConfig::vSwitchIds)).orElse(List.of()),
            change.securityGroupId().or(() -> before.map(VpcConfig::securityGroupId)).orElse(""),
            change.role().or(() -> before.map(VpcConfig::role)).orElse(""));
    boolean unset =
        merged.vpcId().isEmpty()
            && merged.vSwitchIds().isEmpty()
            && merged.securityGroupId().isEmpty();
    return unset ? Optional.empty() : Optional.of(merged);
  }

  private static Optional<NasConfig> nas(Optional<NasConfig> before, ServiceChange.Nas change) {
    int user = change.userId().or(() -> before.map(NasConfig::userId)).orElse(-1);
    return Optional.of(
        new NasConfig(
            user,
            change.groupId().or(() -> before.map(NasConfig::groupId)).orElse(user),
            change.mountPoints().or(() -> before.map(NasConfig::mountPoints)).orElse(List.of())));
  }

  private static Optional<TracingConfig> tracing(ServiceChange.Tracing change) {
    var type = change.type().filter(text -> !text.isEmpty());
    var params = change.params().orElse(Map.of());
    return type.isEmpty() && params.isEmpty()
        ? Optional.empty()
        : Optional.of(new TracingConfig(type, params));
  }

  private ServiceConfigs() {}
}
