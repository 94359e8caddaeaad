// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.client.FunctionComputeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the vendor's Java client can ask for is asked for by a test of this module. */
class VendorClientTest {

  /** Opening the service is a call to the vendor's shop, at an address of its own. */
  private static final Set<String> NOT_OF_THE_API = Set.of("openFunctionComputeService");

  @Test
  void everyOperationOfTheClientHasACase() throws IOException {
    // given
    var cases = sources();
    // when
    var operations =
        Stream.of(FunctionComputeClient.class.getMethods())
            .filter(method -> method.getParameterCount() == 1)
            .filter(method -> method.getParameterTypes()[0].getSimpleName().endsWith("Request"))
            .map(method -> method.getName())
            .filter(operation -> !NOT_OF_THE_API.contains(operation));
    // then
    assertThat(operations.filter(operation -> !cases.contains("." + operation + "("))).isEmpty();
  }

  private static String sources() throws IOException {
    var text = new StringBuilder();
    try (var files = Files.walk(Path.of("src/test/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith("IT.java")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
