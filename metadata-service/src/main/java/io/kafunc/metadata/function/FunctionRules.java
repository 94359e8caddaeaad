// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.CustomDns;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.InstanceLifecycleConfig;
import io.kafunc.schemas.metadata.LifecycleHook;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a function's configuration must hold (F-7, F-9, F-43, contract 1.2 and 4). Pure. */
final class FunctionRules {

  private static final int MEMORY_STEP = 64;
  private static final int LEAST_MEMORY = 128;
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");

  private final Limits limits;

  FunctionRules(Limits limits) {
    this.limits = limits;
  }

  Optional<FcError> fault(FunctionConfig config) {
    return new Check()
        .that(
            () -> Runtimes.isKnown(config.runtime()),
            () ->
                "Runtime is set to an invalid value (allowed: %s, actual: '%s')"
                    .formatted(Runtimes.allowed(), config.runtime()))
        .present("handler", config.handler())
        .within("timeout", config.timeout(), 1, limits.timeout())
        .within(
            "initializationTimeout",
            config.initializationTimeout(),
            1,
            limits.initializationTimeout())
        .that(
            () -> InstanceTypes.isKnown(config.instanceType()),
            () ->
                "instanceType is set to an invalid value (allowed: %s | %s | %s, actual: '%s')"
                    .formatted(
                        InstanceTypes.ELASTIC,
                        InstanceTypes.PERFORMANCE,
                        InstanceTypes.GPU,
                        config.instanceType()))
        .and(() -> memory(config))
        .and(() -> concurrency(config))
        .and(() -> EnvironmentRules.fault(config.environmentVariables(), limits.environment()))
        .and(() -> ContainerRules.fault(config))
        .and(() -> config.instanceLifecycleConfig().flatMap(this::hooks))
        .within("caPort", config.caPort().orElse(1), 1, 65535)
        .within("gpuMemorySize", config.gpuMemorySize().orElse(0), 0, Integer.MAX_VALUE)
        .that(
            () -> !config.layers().contains(""),
            () -> "layers is set to an invalid value (actual: '')")
        .and(() -> config.customDns().flatMap(FunctionRules::names))
        .fault();
  }

  /** Elastic to performance, never back (F-8). */
  static Optional<FcError> moveFault(FunctionConfig before, FunctionConfig after) {
    boolean back =
        !before.instanceType().equals(InstanceTypes.ELASTIC)
            && after.instanceType().equals(InstanceTypes.ELASTIC);
    return new Check()
        .that(
            () -> !back,
            () ->
                "instanceType cannot be changed from '%s' to '%s'"
                    .formatted(before.instanceType(), after.instanceType()))
        .fault();
  }

  private Optional<FcError> memory(FunctionConfig config) {
    int most =
        config.instanceType().equals(InstanceTypes.ELASTIC)
            ? limits.memory()
            : limits.largeMemory();
    return new Check()
        .within("memorySize", config.memorySize(), LEAST_MEMORY, most)
        .that(
            () -> config.memorySize() % MEMORY_STEP == 0,
            () ->
                "memorySize is set to an invalid value (allowed: a multiple of %d, actual: %d)"
                    .formatted(MEMORY_STEP, config.memorySize()))
        .fault();
  }

  private Optional<FcError> concurrency(FunctionConfig config) {
    return new Check()
        .within("instanceConcurrency", config.instanceConcurrency(), 1, limits.concurrency())
        .that(
            () -> config.instanceConcurrency() == 1 || Runtimes.isConcurrent(config.runtime()),
            () ->
                "instanceConcurrency above 1 is not supported for runtime '%s'"
                    .formatted(config.runtime()))
        .within(
            "instanceSoftConcurrency",
            config.instanceSoftConcurrency().orElse(1),
            1,
            config.instanceConcurrency())
        .fault();
  }

  private static Optional<FcError> names(CustomDns dns) {
    return new Check()
        .that(
            () -> dns.nameServers().stream().allMatch(text -> ADDRESS.matcher(text).matches()),
            () ->
                "customDNS.nameServers is set to an invalid value (allowed: IPv4 addresses, actual: %s)"
                    .formatted(dns.nameServers()))
        .that(
            () -> !dns.searches().contains(""),
            () -> "customDNS.searches is set to an invalid value (actual: '')")
        .that(
            () -> dns.dnsOptions().stream().noneMatch(option -> option.name().isEmpty()),
            () -> "customDNS.dnsOptions.name is required but not set")
        .fault();
  }

  private Optional<FcError> hooks(InstanceLifecycleConfig hooks) {
    return new Check()
        .and(() -> hooks.preFreeze().flatMap(hook -> hook("preFreeze", hook)))
        .and(() -> hooks.preStop().flatMap(hook -> hook("preStop", hook)))
        .fault();
  }

  private Optional<FcError> hook(String name, LifecycleHook hook) {
    return new Check()
        .within(
            "instanceLifecycleConfig." + name + ".timeout",
            hook.timeout(),
            1,
            limits.lifecycleTimeout())
        .fault();
  }
}
