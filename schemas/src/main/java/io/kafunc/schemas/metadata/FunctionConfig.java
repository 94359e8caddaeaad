// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a function sets, code apart (contract 1.2). */
public record FunctionConfig(
    String description,
    String runtime,
    String handler,
    Optional<String> initializer,
    int timeout,
    int initializationTimeout,
    int memorySize,
    Map<String, String> environmentVariables,
    int instanceConcurrency,
    String instanceType,
    Optional<CustomContainerConfig> customContainerConfig,
    Optional<Integer> caPort,
    Optional<InstanceLifecycleConfig> instanceLifecycleConfig,
    List<String> layers,
    Optional<CustomDns> customDns,
    Optional<CustomRuntimeConfig> customRuntimeConfig,
    Optional<Integer> gpuMemorySize,
    Optional<Integer> instanceSoftConcurrency) {
  public FunctionConfig {
    environmentVariables = Collections.unmodifiableMap(new TreeMap<>(environmentVariables));
    layers = List.copyOf(layers);
  }
}
