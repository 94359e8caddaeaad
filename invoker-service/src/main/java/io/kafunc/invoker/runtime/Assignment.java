// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.schemas.metadata.CustomRuntimeConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an instance is told once, in its ASSIGN frame: where its code is, its environment (contract
 * 5.1) and the part of the context that all its calls share (contract 5.4). Pure.
 */
public record Assignment(
    FunctionSpec spec, String instanceId, String region, String codePath, Credentials credentials) {

  /** Largest answer of a synchronous call (contract 4). */
  public static final int MAX_RESPONSE_BYTES = 6 * 1024 * 1024;

  private static final int LOAD_SECONDS = 10;

  Map<String, Object> head(String requestId) {
    var head = new LinkedHashMap<String, Object>();
    head.put("requestId", requestId);
    head.put("codePath", codePath);
    head.put("concurrency", spec.function().instanceConcurrency());
    head.put("maxResponseBytes", MAX_RESPONSE_BYTES);
    head.put("environment", environment());
    head.put("context", context());
    spec.function().caPort().ifPresent(port -> head.put("server", server(port)));
    return head;
  }

  /** How long the code may take to load, or a server to listen. */
  static int loadSeconds(FunctionSpec spec) {
    return Math.max(LOAD_SECONDS, spec.function().timeout());
  }

  /** How a custom runtime's server is started; it gives up before we do. */
  private Map<String, Object> server(int port) {
    var config = spec.function().customRuntimeConfig();
    return Map.of(
        "port",
        port,
        "command",
        config.map(CustomRuntimeConfig::command).orElse(List.of()),
        "args",
        config.map(CustomRuntimeConfig::args).orElse(List.of()),
        "startSeconds",
        loadSeconds(spec) - 1);
  }

  Map<String, String> environment() {
    var function = spec.function();
    var all = new LinkedHashMap<String, String>(function.environmentVariables());
    all.put("FC_FUNC_CODE_PATH", codePath);
    all.put("FC_ACCOUNT_ID", spec.accountId());
    all.put("FC_REGION", region);
    all.put("FC_SERVICE_NAME", spec.serviceName());
    all.put("FC_FUNCTION_NAME", spec.functionName());
    all.put("FC_FUNCTION_HANDLER", function.handler());
    all.put("FC_HANDLER", function.handler());
    all.put("FC_FUNCTION_MEMORY_SIZE", Integer.toString(function.memorySize()));
    all.put("FC_MEMORY_SIZE", Integer.toString(function.memorySize()));
    all.put("FC_TIMEOUT", Integer.toString(function.timeout()));
    function.initializer().ifPresent(initializer -> all.put("FC_INITIALIZER", initializer));
    all.put("FC_INITIALIZATION_TIMEOUT", Integer.toString(function.initializationTimeout()));
    all.put("FC_QUALIFIER", spec.qualifier());
    all.put("FC_INSTANCE_ID", instanceId);
    all.put("FC_SERVICE_LOG_PROJECT", spec.service().logConfig().project());
    all.put("FC_SERVICE_LOG_STORE", spec.service().logConfig().logstore());
    if (!credentials.accessKeyId().isEmpty()) {
      all.put("ALIBABA_CLOUD_ACCESS_KEY_ID", credentials.accessKeyId());
      all.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", credentials.accessKeySecret());
      all.put("ALIBABA_CLOUD_SECURITY_TOKEN", credentials.securityToken());
    }
    return all;
  }

  private Map<String, Object> context() {
    var context = new LinkedHashMap<String, Object>();
    context.put("region", region);
    context.put("accountId", spec.accountId());
    context.put("function", function());
    context.put("service", service());
    context.put("credentials", credentials);
    context.put(
        "tracing",
        Map.of(
            "openTracingSpanContext",
            "",
            "openTracingSpanBaggages",
            Map.of(),
            "jaegerEndpoint",
            ""));
    return context;
  }

  private Map<String, Object> function() {
    var config = spec.function();
    var function = new LinkedHashMap<String, Object>();
    function.put("name", spec.functionName());
    function.put("handler", config.handler());
    function.put("memory", config.memorySize());
    function.put("timeout", config.timeout());
    function.put("initializer", config.initializer().orElse(""));
    function.put("initializationTimeout", config.initializationTimeout());
    config
        .instanceLifecycleConfig()
        .ifPresent(
            hooks -> {
              hooks.preFreeze().ifPresent(hook -> function.put("preFreeze", hook.handler()));
              hooks.preStop().ifPresent(hook -> function.put("preStop", hook.handler()));
            });
    return function;
  }

  private Map<String, Object> service() {
    var log = spec.service().logConfig();
    return Map.of(
        "name", spec.serviceName(),
        "logProject", log.project(),
        "logStore", log.logstore(),
        "qualifier", spec.qualifier(),
        "versionId", spec.versionId());
  }
}
