// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.CustomContainerConfig;
import io.kafunc.schemas.metadata.CustomDns;
import io.kafunc.schemas.metadata.CustomRuntimeConfig;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.InstanceLifecycleConfig;
import io.kafunc.schemas.metadata.LifecycleHook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function as FC shows it (contract 1.2): what is not set is {@code null}, not left out. */
public record FunctionAnswer(
    String functionId,
    String functionName,
    String description,
    String runtime,
    String handler,
    String initializer,
    int timeout,
    int initializationTimeout,
    int memorySize,
    Integer gpuMemorySize,
    long codeSize,
    String codeChecksum,
    Map<String, String> environmentVariables,
    int instanceConcurrency,
    Integer instanceSoftConcurrency,
    String instanceType,
    Container customContainerConfig,
    Integer caPort,
    Lifecycle instanceLifecycleConfig,
    List<String> layers,
    Dns customDNS,
    CustomRuntime customRuntimeConfig,
    String createdTime,
    String lastModifiedTime) {

  public record Container(
      String image, String command, String args, String accelerationType, String instanceID) {

    static Container of(CustomContainerConfig container) {
      return new Container(
          container.image(),
          container.command().orElse(null),
          container.args().orElse(null),
          container.accelerationType().orElse(null),
          container.instanceId().orElse(null));
    }
  }

  public record Lifecycle(Hook preFreeze, Hook preStop) {

    static Lifecycle of(InstanceLifecycleConfig lifecycle) {
      return new Lifecycle(
          lifecycle.preFreeze().map(Hook::of).orElse(null),
          lifecycle.preStop().map(Hook::of).orElse(null));
    }
  }

  public record Hook(String handler, int timeout) {

    static Hook of(LifecycleHook hook) {
      return new Hook(hook.handler(), hook.timeout());
    }
  }

  public record Dns(List<String> nameServers, List<String> searches, List<DnsOption> dnsOptions) {

    static Dns of(CustomDns dns) {
      return new Dns(
          dns.nameServers(),
          dns.searches(),
          dns.dnsOptions().stream()
              .map(option -> new DnsOption(option.name(), option.value().orElse(null)))
              .toList());
    }
  }

  public record DnsOption(String name, String value) {}

  public record CustomRuntime(List<String> command, List<String> args) {

    static CustomRuntime of(CustomRuntimeConfig runtime) {
      return new CustomRuntime(runtime.command(), runtime.args());
    }
  }

  public static FunctionAnswer of(
      String functionName,
      String functionId,
      FunctionConfig config,
      Optional<CodeArchive> code,
      Instant createdTime,
      Instant lastModifiedTime) {
    return new FunctionAnswer(
        functionId,
        functionName,
        config.description(),
        config.runtime(),
        config.handler(),
        config.initializer().orElse(null),
        config.timeout(),
        config.initializationTimeout(),
        config.memorySize(),
        config.gpuMemorySize().orElse(null),
        code.map(CodeArchive::size).orElse(0L),
        code.map(CodeArchive::crc64).orElse(""),
        config.environmentVariables(),
        config.instanceConcurrency(),
        config.instanceSoftConcurrency().orElse(null),
        config.instanceType(),
        config.customContainerConfig().map(Container::of).orElse(null),
        config.caPort().orElse(null),
        config.instanceLifecycleConfig().map(Lifecycle::of).orElse(null),
        config.layers().isEmpty() ? null : config.layers(),
        config.customDns().map(Dns::of).orElse(null),
        config.customRuntimeConfig().map(CustomRuntime::of).orElse(null),
        FcTime.seconds(createdTime),
        FcTime.seconds(lastModifiedTime));
  }
}
