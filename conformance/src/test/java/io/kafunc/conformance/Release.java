// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.aliyuncs.fc.model.Code;
import com.aliyuncs.fc.model.LogConfig;
import com.aliyuncs.fc.request.CreateAliasRequest;
import com.aliyuncs.fc.request.CreateFunctionRequest;
import com.aliyuncs.fc.request.CreateServiceRequest;
import com.aliyuncs.fc.request.InvokeFunctionRequest;
import com.aliyuncs.fc.request.PublishVersionRequest;
import com.aliyuncs.fc.request.UpdateFunctionRequest;
import com.aliyuncs.fc.response.InvokeFunctionResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service of its own for one test, with the few steps that most tests begin with. A call that
 * follows a change waits as long as the suite may take to let calls see it.
 */
final class Release {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final FunctionComputeClient client;
  private final String service;
  private final Duration settled;
  private boolean changed = true;

  private Release(FunctionComputeClient client, String service, Duration settled) {
    this.client = client;
    this.service = service;
    this.settled = settled;
  }

  /** A new service whose functions' output is kept. */
  static Release ofNewService(Suite suite) {
    var name = "svc-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    var client = suite.vendorClient();
    client.createService(
        new CreateServiceRequest()
            .setServiceName(name)
            .setLogConfig(new LogConfig("project-" + name, "store")));
    return new Release(client, name, suite.settled());
  }

  String service() {
    return service;
  }

  /** For changes, and for whatever has no step of its own here. */
  FunctionComputeClient client() {
    changed = true;
    return client;
  }

  Release node(String function, String source) {
    return function(function, "nodejs12", CodeZip.node(source));
  }

  Release python(String function, String source) {
    return function(function, "python3", CodeZip.python(source));
  }

  Release function(String function, String runtime, Code code) {
    client()
        .createFunction(
            new CreateFunctionRequest(service)
                .setFunctionName(function)
                .setRuntime(runtime)
                .setHandler("index.handler")
                .setCode(code));
    return this;
  }

  Release code(String function, Code code) {
    client().updateFunction(new UpdateFunctionRequest(service, function).setCode(code));
    return this;
  }

  String publish() {
    return client().publishVersion(new PublishVersionRequest(service)).getVersionId();
  }

  void alias(String alias, String version, Map<String, Float> weights) {
    client()
        .createAlias(
            new CreateAliasRequest(service, alias, version).setAdditionalVersionWeight(weights));
  }

  /** Something was changed that the next call must see. */
  void changedElsewhere() {
    changed = true;
  }

  InvokeFunctionResponse invoke(String function, String qualifier, String payload) {
    return invoke(call(function, qualifier, payload));
  }

  InvokeFunctionResponse invoke(InvokeFunctionRequest call) {
    if (changed && settled.isPositive()) {
      long from = System.nanoTime();
      await().pollDelay(settled).until(() -> System.nanoTime() - from >= settled.toNanos());
    }
    changed = false;
    return client.invokeFunction(call);
  }

  InvokeFunctionRequest call(String function, String qualifier, String payload) {
    return call(function, qualifier, payload.getBytes(StandardCharsets.UTF_8));
  }

  InvokeFunctionRequest call(String function, String qualifier, byte[] payload) {
    return new InvokeFunctionRequest(service, function).setQualifier(qualifier).setPayload(payload);
  }

  static String text(InvokeFunctionResponse response) {
    return new String(response.getContent(), StandardCharsets.UTF_8);
  }
}
