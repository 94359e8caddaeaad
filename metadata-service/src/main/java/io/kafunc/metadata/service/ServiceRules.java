// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.LogConfig;
import io.kafunc.schemas.metadata.NasConfig;
import io.kafunc.schemas.metadata.NasMountPoint;
import io.kafunc.schemas.metadata.ServiceConfig;
import io.kafunc.schemas.metadata.TracingConfig;
import io.kafunc.schemas.metadata.VpcConfig;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a service's configuration must hold (F-3, F-35, F-38, contract 1.1). Pure. */
final class ServiceRules {

  private static final Set<String> LOG_BEGIN_RULES = Set.of("None", "DefaultRegex");
  private static final Pattern SERVER = Pattern.compile("[^\\s:/]+:/\\S*");
  private static final Pattern DIRECTORY = Pattern.compile("(/[^/\\s]+)+/?");
  private static final Pattern SYSTEM_DIRECTORY =
      Pattern.compile(
          "/(bin|boot|code|dev|etc|lib|lib64|opt|proc|root|run|sbin|sys|tmp|usr|var)/?"
              + "|/(bin|boot|dev|etc|lib|lib64|opt|proc|sbin|sys|usr|var)/.*"
              + "|.*/\\.{1,2}(/.*)?");

  private final Limits limits;
  private final LogProjects projects;

  ServiceRules(Limits limits, LogProjects projects) {
    this.limits = limits;
    this.projects = projects;
  }

  /** A project that a service has already named need not exist any more. */
  Optional<FcError> fault(ServiceConfig before, ServiceConfig config) {
    var project = config.logConfig().project();
    return new Check()
        .that(
            () ->
                project.isEmpty()
                    || project.equals(before.logConfig().project())
                    || projects.has(project),
            () -> "project '%s' does not exist".formatted(project))
        .and(() -> logs(config.logConfig()))
        .and(() -> config.vpcConfig().flatMap(ServiceRules::network))
        .and(() -> config.nasConfig().flatMap(this::storage))
        .and(() -> config.tracingConfig().flatMap(ServiceRules::tracing))
        .fault();
  }

  private static Optional<FcError> logs(LogConfig log) {
    return new Check()
        .that(
            () -> log.project().isEmpty() == log.logstore().isEmpty(),
            () -> "logConfig.project and logConfig.logstore must be set together")
        .that(
            () -> log.logBeginRule().map(LOG_BEGIN_RULES::contains).orElse(true),
            () ->
                "logConfig.logBeginRule is set to an invalid value"
                    + " (allowed: None | DefaultRegex, actual: '%s')"
                        .formatted(log.logBeginRule().orElse("")))
        .fault();
  }

  private static Optional<FcError> network(VpcConfig vpc) {
    return new Check()
        .present("vpcConfig.vpcId", vpc.vpcId())
        .that(
            () -> !vpc.vSwitchIds().isEmpty() && !vpc.vSwitchIds().contains(""),
            () -> "vpcConfig.vSwitchIds is required but not set")
        .present("vpcConfig.securityGroupId", vpc.securityGroupId())
        .fault();
  }

  private Optional<FcError> storage(NasConfig nas) {
    var directories = new HashSet<String>();
    var check =
        new Check()
            .and(() -> id("nasConfig.userId", nas.userId()))
            .and(() -> id("nasConfig.groupId", nas.groupId()))
            .that(
                () -> nas.mountPoints().size() <= limits.mountPoints(),
                () ->
                    "nasConfig.mountPoints contains too many values (max: %d, actual: %d)"
                        .formatted(limits.mountPoints(), nas.mountPoints().size()));
    for (var mount : nas.mountPoints()) {
      check
          .and(() -> mount(mount))
          .that(
              () -> directories.add(mount.mountDir()),
              () -> "Duplicate mountDir '%s' in nasConfig".formatted(mount.mountDir()));
    }
    return check.fault();
  }

  private static Optional<FcError> id(String field, int id) {
    return new Check()
        .within(field, id, -1, 65534)
        .that(() -> id != 0, () -> field + " is set to an invalid value (actual: 0)")
        .fault();
  }

  private static Optional<FcError> mount(NasMountPoint mount) {
    return new Check()
        .that(
            () -> SERVER.matcher(mount.serverAddr()).matches(),
            () ->
                "serverAddr is set to an invalid value"
                    + " (allowed: <mount point>:/<directory>, actual: '%s')"
                        .formatted(mount.serverAddr()))
        .that(
            () ->
                DIRECTORY.matcher(mount.mountDir()).matches()
                    && !SYSTEM_DIRECTORY.matcher(mount.mountDir()).matches(),
            () ->
                "mountDir is set to an invalid value"
                    + " (allowed: an absolute path outside system directories, actual: '%s')"
                        .formatted(mount.mountDir()))
        .fault();
  }

  private static Optional<FcError> tracing(TracingConfig tracing) {
    return new Check()
        .that(
            () -> tracing.type().orElse("").equals("Jaeger"),
            () ->
                "tracingConfig.type is set to an invalid value (allowed: Jaeger, actual: '%s')"
                    .formatted(tracing.type().orElse("")))
        .present("tracingConfig.params.endpoint", tracing.params().getOrDefault("endpoint", ""))
        .fault();
  }
}
