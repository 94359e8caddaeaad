// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import io.kafunc.metadata.command.FunctionChange;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.CustomContainerConfig;
import io.kafunc.schemas.metadata.CustomDns;
import io.kafunc.schemas.metadata.CustomRuntimeConfig;
import io.kafunc.schemas.metadata.DnsOption;
import io.kafunc.schemas.metadata.InstanceLifecycleConfig;
import io.kafunc.schemas.metadata.LifecycleHook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function as requests write it, its code apart (contract 1.2). */
record FunctionBody(
    Optional<String> functionName,
    Optional<String> description,
    Optional<String> runtime,
    Optional<String> handler,
    Optional<String> initializer,
    Optional<Integer> timeout,
    Optional<Integer> initializationTimeout,
    Optional<Integer> memorySize,
    Optional<Map<String, String>> environmentVariables,
    Optional<Integer> instanceConcurrency,
    Optional<String> instanceType,
    Optional<Container> customContainerConfig,
    Optional<Integer> caPort,
    Optional<Lifecycle> instanceLifecycleConfig,
    Optional<List<String>> layers,
    Optional<Dns> customDNS,
    Optional<CustomRuntime> customRuntimeConfig,
    Optional<Integer> gpuMemorySize,
    Optional<Integer> instanceSoftConcurrency) {

  record Container(
      Optional<String> image,
      Optional<String> command,
      Optional<String> args,
      Optional<String> accelerationType,
      Optional<String> instanceID) {

    CustomContainerConfig toConfig() {
      return new CustomContainerConfig(
          image.orElse(""), command, args, accelerationType, instanceID);
    }
  }

  record Lifecycle(Optional<Hook> preFreeze, Optional<Hook> preStop) {

    InstanceLifecycleConfig toConfig() {
      return new InstanceLifecycleConfig(preFreeze.map(Hook::toHook), preStop.map(Hook::toHook));
    }
  }

  record Hook(Optional<String> handler, Optional<Integer> timeout) {

    private static final int TIMEOUT = 3;

    LifecycleHook toHook() {
      return new LifecycleHook(handler.orElse(""), timeout.orElse(TIMEOUT));
    }
  }

  record Dns(
      Optional<List<String>> nameServers,
      Optional<List<String>> searches,
      Optional<List<Option>> dnsOptions) {

    CustomDns toConfig() {
      return new CustomDns(
          nameServers.orElse(List.of()),
          searches.orElse(List.of()),
          dnsOptions.orElse(List.of()).stream()
              .map(option -> new DnsOption(option.name.orElse(""), option.value))
              .toList());
    }
  }

  record Option(Optional<String> name, Optional<String> value) {}

  record CustomRuntime(Optional<List<String>> command, Optional<List<String>> args) {

    CustomRuntimeConfig toConfig() {
      return new CustomRuntimeConfig(command.orElse(List.of()), args.orElse(List.of()));
    }
  }

  FunctionChange toChange(Optional<CodeArchive> code) {
    return new FunctionChange(
        description,
        runtime,
        handler,
        initializer,
        timeout,
        initializationTimeout,
        memorySize,
        environmentVariables,
        instanceConcurrency,
        instanceType,
        customContainerConfig.map(Container::toConfig),
        caPort,
        instanceLifecycleConfig.map(Lifecycle::toConfig),
        layers,
        customDNS.map(Dns::toConfig),
        customRuntimeConfig.map(CustomRuntime::toConfig),
        gpuMemorySize,
        instanceSoftConcurrency,
        code);
  }
}
