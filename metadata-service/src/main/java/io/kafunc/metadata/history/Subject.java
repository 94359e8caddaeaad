// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.history;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.ASYNC_CONFIG_NOT_EXISTS;
import static io.kafunc.httpapi.ErrorCode.DOMAIN_NAME_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.LAYER_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.LAYER_VERSION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.ON_DEMAND_CONFIG_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.PROVISION_CONFIG_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.TRIGGER_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VPC_BINDING_NOT_FOUND;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.answer.OnDemandAnswer;
import io.kafunc.metadata.command.FunctionAt;
import java.util.List;

/**
 * A thing that has a history.
 *
 * @param serviceName empty for what stands in the account beside its services
 * @param path below the service or the account; empty for the service itself
 * @param missing what is said when nothing of it is known
 * @param hosts paths of the things it ends with, though no event of its own says so
 */
record Subject(String serviceName, String path, FcError missing, List<String> hosts) {

  static Subject service(String serviceName) {
    return new Subject(serviceName, "", SERVICE_NOT_FOUND.with(serviceName), List.of());
  }

  static Subject function(String serviceName, String functionName) {
    return new Subject(
        serviceName,
        "functions/" + functionName,
        FUNCTION_NOT_FOUND.with(functionName, serviceName),
        List.of());
  }

  static Subject alias(String serviceName, String aliasName) {
    return new Subject(
        serviceName,
        "aliases/" + aliasName,
        ALIAS_NOT_FOUND.with(aliasName, serviceName),
        List.of(""));
  }

  static Subject version(String serviceName, String versionId) {
    return new Subject(
        serviceName,
        "versions/" + versionId,
        VERSION_NOT_FOUND.with(versionId, serviceName),
        List.of());
  }

  static Subject trigger(String serviceName, String functionName, String triggerName) {
    return new Subject(
        serviceName,
        "functions/" + functionName + "/triggers/" + triggerName,
        TRIGGER_NOT_FOUND.with(triggerName, serviceName, functionName),
        List.of());
  }

  static Subject binding(String serviceName, String vpcId) {
    return new Subject(
        serviceName,
        "bindings/" + vpcId,
        VPC_BINDING_NOT_FOUND.with(vpcId, serviceName),
        List.of(""));
  }

  static Subject customDomain(String domainName) {
    return new Subject(
        "", "custom-domains/" + domainName, DOMAIN_NAME_NOT_FOUND.with(domainName), List.of());
  }

  /** All versions of a layer, and who may use it. */
  static Subject layer(String layerName) {
    return new Subject("", "layers/" + layerName, LAYER_NOT_FOUND.with(layerName), List.of());
  }

  static Subject layerVersion(String layerName, String version) {
    return new Subject(
        "",
        "layers/" + layerName + "/versions/" + version,
        LAYER_VERSION_NOT_FOUND.with(version, layerName),
        List.of());
  }

  static Subject provisionConfig(FunctionAt at) {
    return config(
        "provision-configs",
        at,
        PROVISION_CONFIG_NOT_FOUND.with(
            at.serviceName() + "." + at.qualifier() + "/" + at.functionName()));
  }

  static Subject asyncInvokeConfig(FunctionAt at) {
    return config(
        "async-invoke-configs",
        at,
        ASYNC_CONFIG_NOT_EXISTS.with(at.serviceName(), at.functionName()));
  }

  static Subject onDemandConfig(FunctionAt at) {
    var resource = OnDemandAnswer.resource(at);
    return new Subject(
        "", "on-demand-configs/" + resource, ON_DEMAND_CONFIG_NOT_FOUND.with(resource), List.of());
  }

  private static Subject config(String noun, FunctionAt at, FcError missing) {
    var function = "functions/" + at.functionName();
    return new Subject(
        at.serviceName(),
        function + "/" + noun + "/" + at.qualifier(),
        missing,
        List.of(function, "aliases/" + at.qualifier(), "versions/" + at.qualifier()));
  }
}
