// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.limit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much of what is allowed (contract section 4): FC's figures unless a setting says otherwise.
 *
 * @param timeout seconds a function may run, at most
 * @param initializationTimeout seconds an initializer may run, at most
 * @param lifecycleTimeout seconds a lifecycle hook may run, at most
 * @param memory MB of a function, at most; performance instances may have {@code largeMemory}
 * @param largeMemory MB of a function on a performance instance, at most
 * @param concurrency requests one instance serves at once, at most
 * @param environment bytes of all environment variables of a function together, at most
 * @param codeBytes bytes of an archive, at most
 * @param inflatedBytes bytes of an archive's content, at most
 * @param archiveEntries files, folders and links of an archive, at most
 * @param mountPoints NAS directories of a service, at most
 * @param tags tags of a service, at most
 * @param vpcBindings VPCs a service is bound to, at most
 * @param aliasDescription characters of an alias's description, at most
 * @param services services of an account, at most; 0 means any number
 * @param functions functions of a service, at most; 0 means any number
 * @param triggers triggers of a function, at most; 0 means any number
 * @param domains custom domains of an account, at most; 0 means any number
 * @param onDemandInstances instances that an on-demand config may allow, at most
 * @param onDemandConfigs on-demand configs of an account, at most
 * @param provisionedInstances instances that a provision config may ask for, at most
 * @param scheduledActions scheduled actions of a provision config, at most; as many policies
 */
@ConfigurationProperties("kafunc.limits")
public record Limits(
    @Bindable(defaultValue = "600") int timeout,
    @Bindable(defaultValue = "300") int initializationTimeout,
    @Bindable(defaultValue = "90") int lifecycleTimeout,
    @Bindable(defaultValue = "3072") int memory,
    @Bindable(defaultValue = "32768") int largeMemory,
    @Bindable(defaultValue = "100") int concurrency,
    @Bindable(defaultValue = "4096") int environment,
    @Bindable(defaultValue = "52428800") long codeBytes,
    @Bindable(defaultValue = "262144000") long inflatedBytes,
    @Bindable(defaultValue = "100000") int archiveEntries,
    @Bindable(defaultValue = "5") int mountPoints,
    @Bindable(defaultValue = "20") int tags,
    @Bindable(defaultValue = "20") int vpcBindings,
    @Bindable(defaultValue = "256") int aliasDescription,
    @Bindable(defaultValue = "0") int services,
    @Bindable(defaultValue = "0") int functions,
    @Bindable(defaultValue = "0") int triggers,
    @Bindable(defaultValue = "0") int domains,
    @Bindable(defaultValue = "300") int onDemandInstances,
    @Bindable(defaultValue = "100") int onDemandConfigs,
    @Bindable(defaultValue = "300") int provisionedInstances,
    @Bindable(defaultValue = "100") int scheduledActions) {

  /** What holds where nothing is set. */
  public static final Limits STANDARD =
      new Limits(
          600,
          300,
          90,
          3072,
          32768,
          100,
          4096,
          50L << 20,
          250L << 20,
          100_000,
          5,
          20,
          20,
          256,
          0,
          0,
          0,
          0,
          300,
          100,
          300,
          100);
}
