// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.metadata.command.FunctionChange;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.CustomContainerConfig;
import java.util.Map;
import java.util.Optional;

/** A function's change, field by field: {@code AFunction.whole().memorySize(256)}. */
public final class AFunction {

  public static final CodeArchive CODE = new CodeArchive("ab".repeat(32), 123, "456");

  private String description;
  private String runtime;
  private String handler;
  private String initializer;
  private Integer timeout;
  private Integer initializationTimeout;
  private Integer memorySize;
  private Map<String, String> environment;
  private Integer concurrency;
  private String instanceType;
  private CustomContainerConfig container;
  private CodeArchive code;

  public static AFunction nothing() {
    return new AFunction();
  }

  public static AFunction whole() {
    return nothing().runtime("nodejs12").handler("index.handler").code(CODE);
  }

  public AFunction description(String text) {
    description = text;
    return this;
  }

  public AFunction runtime(String name) {
    runtime = name;
    return this;
  }

  public AFunction handler(String name) {
    handler = name;
    return this;
  }

  public AFunction initializer(String name) {
    initializer = name;
    return this;
  }

  public AFunction timeout(int seconds) {
    timeout = seconds;
    return this;
  }

  public AFunction initializationTimeout(int seconds) {
    initializationTimeout = seconds;
    return this;
  }

  public AFunction memorySize(int megabytes) {
    memorySize = megabytes;
    return this;
  }

  public AFunction environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  public AFunction concurrency(int requests) {
    concurrency = requests;
    return this;
  }

  public AFunction instanceType(String type) {
    instanceType = type;
    return this;
  }

  public AFunction image(String image) {
    container =
        new CustomContainerConfig(
            image, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    return this;
  }

  public AFunction code(CodeArchive archive) {
    code = archive;
    return this;
  }

  public FunctionChange change() {
    return new FunctionChange(
        Optional.ofNullable(description),
        Optional.ofNullable(runtime),
        Optional.ofNullable(handler),
        Optional.ofNullable(initializer),
        Optional.ofNullable(timeout),
        Optional.ofNullable(initializationTimeout),
        Optional.ofNullable(memorySize),
        Optional.ofNullable(environment),
        Optional.ofNullable(concurrency),
        Optional.ofNullable(instanceType),
        Optional.ofNullable(container),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(code));
  }
}
