// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.metadata.LogConfig;
import io.kafunc.schemas.metadata.NasConfig;
import io.kafunc.schemas.metadata.ServiceConfig;
import io.kafunc.schemas.metadata.TracingConfig;
import io.kafunc.schemas.metadata.VpcConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A service as FC shows it (contract 1.1): every key is there, whatever is unset. */
public record ServiceAnswer(
    String serviceName,
    String serviceId,
    String description,
    String role,
    Log logConfig,
    Vpc vpcConfig,
    boolean internetAccess,
    Nas nasConfig,
    Tracing tracingConfig,
    String createdTime,
    String lastModifiedTime,
    Map<String, String> tags) {

  /** Exactly four keys, and the fifth only where it is set. */
  public record Log(
      String project,
      String logstore,
      boolean enableRequestMetrics,
      boolean enableInstanceMetrics,
      @JsonInclude(JsonInclude.Include.NON_NULL) String logBeginRule) {

    static Log of(LogConfig log) {
      return new Log(
          log.project(),
          log.logstore(),
          log.enableRequestMetrics(),
          log.enableInstanceMetrics(),
          log.logBeginRule().orElse(null));
    }
  }

  public record Vpc(String vpcId, List<String> vSwitchIds, String securityGroupId, String role) {

    static final Vpc UNSET = new Vpc("", List.of(), "", "");

    static Vpc of(VpcConfig vpc) {
      return new Vpc(vpc.vpcId(), vpc.vSwitchIds(), vpc.securityGroupId(), vpc.role());
    }
  }

  public record Nas(int userId, int groupId, List<Mount> mountPoints) {

    static final Nas UNSET = new Nas(-1, -1, List.of());

    static Nas of(NasConfig nas) {
      return new Nas(
          nas.userId(),
          nas.groupId(),
          nas.mountPoints().stream()
              .map(mount -> new Mount(mount.serverAddr(), mount.mountDir()))
              .toList());
    }
  }

  public record Mount(String serverAddr, String mountDir) {}

  public record Tracing(String type, Map<String, String> params) {

    static final Tracing OFF = new Tracing(null, null);

    static Tracing of(TracingConfig tracing) {
      return new Tracing(tracing.type().orElse(null), tracing.params());
    }
  }

  public static ServiceAnswer of(
      String serviceName,
      String serviceId,
      ServiceConfig config,
      Instant createdTime,
      Instant lastModifiedTime,
      Map<String, String> tags) {
    return new ServiceAnswer(
        serviceName,
        serviceId,
        config.description(),
        config.role(),
        Log.of(config.logConfig()),
        config.vpcConfig().map(Vpc::of).orElse(Vpc.UNSET),
        config.internetAccess(),
        config.nasConfig().map(Nas::of).orElse(Nas.UNSET),
        config.tracingConfig().map(Tracing::of).orElse(Tracing.OFF),
        FcTime.seconds(createdTime),
        FcTime.seconds(lastModifiedTime),
        tags);
  }

  /** A version's service is described by the version (contract 1.1). */
  public ServiceAnswer describedBy(String versionDescription) {
    return with(versionDescription, tags);
  }

  public ServiceAnswer tagged(Map<String, String> other) {
    return with(description, other);
  }

  private ServiceAnswer with(String description, Map<String, String> tags) {
    return new ServiceAnswer(
        serviceName,
        serviceId,
        description,
        role,
        logConfig,
        vpcConfig,
        internetAccess,
        nasConfig,
        tracingConfig,
        createdTime,
        lastModifiedTime,
        tags);
  }
}
