// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.CustomContainerConfig;
import io.kafunc.schemas.metadata.CustomDns;
import io.kafunc.schemas.metadata.CustomRuntimeConfig;
import io.kafunc.schemas.metadata.InstanceLifecycleConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a function that a request sets; an absent one keeps what is (or the default). */
public record FunctionChange(
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
    Optional<CustomContainerConfig> customContainerConfig,
    Optional<Integer> caPort,
    Optional<InstanceLifecycleConfig> instanceLifecycleConfig,
    Optional<List<String>> layers,
    Optional<CustomDns> customDns,
    Optional<CustomRuntimeConfig> customRuntimeConfig,
    Optional<Integer> gpuMemorySize,
    Optional<Integer> instanceSoftConcurrency,
    Optional<CodeArchive> code) {}
