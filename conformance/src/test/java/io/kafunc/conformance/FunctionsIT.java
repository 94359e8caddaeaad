// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.model.Code;
import com.aliyuncs.fc.model.CustomContainerConfig;
import com.aliyuncs.fc.model.CustomDNS;
import com.aliyuncs.fc.model.DNSOption;
import com.aliyuncs.fc.model.FunctionMetadata;
import com.aliyuncs.fc.model.InstanceLifecycleConfig;
import com.aliyuncs.fc.model.LifecycleHook;
import com.aliyuncs.fc.request.CreateFunctionRequest;
import com.aliyuncs.fc.request.DeleteFunctionRequest;
import com.aliyuncs.fc.request.DeleteServiceRequest;
import com.aliyuncs.fc.request.GetFunctionCodeRequest;
import com.aliyuncs.fc.request.GetFunctionRequest;
import com.aliyuncs.fc.request.ListFunctionsRequest;
import com.aliyuncs.fc.request.UpdateFunctionRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningSuite.class)
class FunctionsIT {

  private static final byte[] ARCHIVE =
      CodeZip.of("index.js", "exports.handler = (e, c, cb) => cb(null, '');");

  private final Release release;

  FunctionsIT(Suite suite) {
    this.release = Release.ofNewService(suite);
  }

  @Test
  void fillsInTheDefaultsOfTheApi() {
    // when
    var created = release.client().createFunction(function("f"));
    var got = release.client().getFunction(new GetFunctionRequest(release.service(), "f"));
    // then: a port, a container and hooks that are not set are made up by the client itself
    var expected =
        """
        {
          "functionName": "f",
          "functionId": "ID",
          "description": "",
          "runtime": "nodejs12",
          "handler": "index.handler",
          "initializer": null,
          "timeout": 3,
          "initializationTimeout": 3,
          "memorySize": 128,
          "gpuMemorySize": null,
          "codeSize": "SIZE",
          "codeChecksum": "CRC-64",
          "environmentVariables": {},
          "instanceConcurrency": 1,
          "instanceType": "e1",
          "CAPort": 9000,
          "customContainerConfig": {
            "image": null,
            "command": null,
            "args": null,
            "accelerationType": null,
            "instanceID": null
          },
          "instanceLifecycleConfig": {
            "preFreezeHook": {"handler": null, "timeout": null},
            "preStopHook": {"handler": null, "timeout": null}
          },
          "layers": null,
          "customDNS": null,
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """;
    Answered.with(expected, got);
    Answered.with(
        "{\"functions\": [%s], \"nextToken\": null}".formatted(expected),
        release.client().listFunctions(new ListFunctionsRequest(release.service())));
    assertThat(got.getCodeSize()).isEqualTo(ARCHIVE.length).isEqualTo(created.getCodeSize());
    assertThat(got.getFunctionId()).isEqualTo(created.getFunctionId());
    assertThat(got.getEtag()).isNotBlank().isEqualTo(created.getEtag());
  }

  @Test
  void answersEveryFieldAsItWasSet() {
    // given
    release.client().createFunction(function("f"));
    var update =
        new UpdateFunctionRequest(release.service(), "f")
            .setDescription("prices of tea")
            .setRuntime("nodejs10")
            .setHandler("price.of")
            .setInitializer("price.load")
            .setTimeout(20)
            .setInitializationTimeout(40)
            .setMemorySize(4096)
            .setGpuMemorySize(8192)
            .setInstanceType("c1")
            .setInstanceLifecycleConfig(
                new InstanceLifecycleConfig(
                    new LifecycleHook("price.freeze", 5), new LifecycleHook("price.stop", 6)));
    update.setEnvironmentVariables(Map.of("TEA", "green"));
    update.setInstanceConcurrency(10);
    update.setLayers(new String[] {"acs:fc:local:1000000000000000:layers/tea/versions/1"});
    update.setCustomDNS(dns());
    // when
    var updated = release.client().updateFunction(update);
    // then
    var expected =
        """
        {
          "functionName": "f",
          "functionId": "ID",
          "description": "prices of tea",
          "runtime": "nodejs10",
          "handler": "price.of",
          "initializer": "price.load",
          "timeout": 20,
          "initializationTimeout": 40,
          "memorySize": 4096,
          "gpuMemorySize": 8192,
          "codeSize": "SIZE",
          "codeChecksum": "CRC-64",
          "environmentVariables": {"TEA": "green"},
          "instanceConcurrency": 10,
          "instanceType": "c1",
          "CAPort": 9000,
          "customContainerConfig": {
            "image": null,
            "command": null,
            "args": null,
            "accelerationType": null,
            "instanceID": null
          },
          "instanceLifecycleConfig": {
            "preFreezeHook": {"handler": "price.freeze", "timeout": 5},
            "preStopHook": {"handler": "price.stop", "timeout": 6}
          },
          "layers": ["acs:fc:local:1000000000000000:layers/tea/versions/1"],
          "customDNS": {
            "nameServers": ["10.0.0.53"],
            "searches": ["tea.example.com"],
            "dnsOptions": [{"name": "ndots", "value": "2"}]
          },
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """;
    Answered.with(expected, updated);
    Answered.with(
        expected, release.client().getFunction(new GetFunctionRequest(release.service(), "f")));
  }

  @Test
  void answersAContainerAsItWasCreated() {
    // given
    var container =
        new CustomContainerConfig()
            .setImage("registry.example.com/tea:1")
            .setCommand("[\"/bin/tea\"]")
            .setArgs("[\"--green\"]")
            .setAccelerationType("Default")
            .setInstanceID("cri-1");
    // when
    release
        .client()
        .createFunction(
            new CreateFunctionRequest(release.service())
                .setFunctionName("f")
                .setRuntime("custom-container")
                .setHandler("none")
                .setCAPort(8000)
                .setCustomContainerConfig(container));
    // then
    Answered.with(
        """
        {
          "functionName": "f",
          "functionId": "ID",
          "description": "",
          "runtime": "custom-container",
          "handler": "none",
          "initializer": null,
          "timeout": 3,
          "initializationTimeout": 3,
          "memorySize": 128,
          "gpuMemorySize": null,
          "codeSize": 0,
          "codeChecksum": "",
          "environmentVariables": {},
          "instanceConcurrency": 1,
          "instanceType": "e1",
          "CAPort": 8000,
          "customContainerConfig": {
            "image": "registry.example.com/tea:1",
            "command": "[\\"/bin/tea\\"]",
            "args": "[\\"--green\\"]",
            "accelerationType": "Default",
            "instanceID": "cri-1"
          },
          "instanceLifecycleConfig": {
            "preFreezeHook": {"handler": null, "timeout": null},
            "preStopHook": {"handler": null, "timeout": null}
          },
          "layers": null,
          "customDNS": null,
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """,
        release.client().getFunction(new GetFunctionRequest(release.service(), "f")));
  }

  @Test
  void givesBackTheArchiveItTook() throws IOException, InterruptedException {
    // given
    release.client().createFunction(function("f"));
    // when
    var code = release.client().getFunctionCode(new GetFunctionCodeRequest(release.service(), "f"));
    var url = URI.create(code.getFunctionCodeMetadata().getUrl());
    var archive =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    // then
    Answered.with(
        """
        {"url": "URL", "checksum": "CRC-64", "codeUrl": "URL", "codeChecksum": "CRC-64"}
        """,
        code);
    assertThat(archive.statusCode()).isEqualTo(200);
    assertThat(archive.body()).isEqualTo(ARCHIVE);
    assertThat(archive.headers().firstValue("X-Oss-Hash-Crc64ecma"))
        .contains(code.getFunctionCodeMetadata().getChecksum());
  }

  @Test
  void changesOnlyWhatAnUpdateNames() {
    // given
    var request = function("f").setTimeout(20).setDescription("before");
    request.setEnvironmentVariables(Map.of("A", "1"));
    release.client().createFunction(request);
    // when
    release
        .client()
        .updateFunction(
            new UpdateFunctionRequest(release.service(), "f")
                .setDescription("after")
                .setMemorySize(256));
    // then
    var metadata =
        release
            .client()
            .getFunction(new GetFunctionRequest(release.service(), "f"))
            .getFunctionMetadata();
    assertThat(metadata.getDescription()).isEqualTo("after");
    assertThat(metadata.getMemorySize()).isEqualTo(256);
    assertThat(metadata.getTimeout()).isEqualTo(20);
    assertThat(metadata.getEnvironmentVariables()).containsExactly(Map.entry("A", "1"));
  }

  @Test
  void listsFunctionsByName() {
    // given
    Stream.of("b", "a", "B", "_").forEach(f -> release.client().createFunction(function(f)));
    // when
    var page = release.client().listFunctions(new ListFunctionsRequest(release.service()));
    // then
    assertThat(Stream.of(page.getFunctions()).map(FunctionMetadata::getFunctionName))
        .containsExactly("B", "_", "a", "b");
  }

  @Test
  void keepsAServiceThatStillHasFunctions() {
    // given
    release.client().createFunction(function("f"));
    // when, then
    Refused.by(
        409,
        "ServiceNotEmpty",
        () -> release.client().deleteService(new DeleteServiceRequest(release.service())));
    release.client().deleteFunction(new DeleteFunctionRequest(release.service(), "f"));
    release.client().deleteService(new DeleteServiceRequest(release.service()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodejs4.4",
        "nodejs6",
        "nodejs8",
        "nodejs10",
        "nodejs12",
        "python2.7",
        "python3",
        "php7.2",
        "java8",
        "dotnetcore2.1",
        "custom"
      })
  void acceptsEveryRuntimeOfTheApi(String runtime) {
    var name = "f-" + runtime.replace('.', '-');
    release.client().createFunction(function(name).setRuntime(runtime));
  }

  @Test
  void refusesAnUnknownRuntime() {
    var refusal =
        Refused.by(
            400,
            "InvalidArgument",
            () -> release.client().createFunction(function("f").setRuntime("cobol60")));
    assertThat(refusal.getErrorMessage()).startsWith("Runtime is set to an invalid value");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64, 129, 200, 3136, 1 << 20})
  void refusesMemoryOutsideTheSteps(int megabytes) {
    Refused.by(
        400,
        "InvalidArgument",
        () -> release.client().createFunction(function("f").setMemorySize(megabytes)));
  }

  @Test
  void refusesCodeThatIsNoArchive() {
    Refused.by(
        400,
        "InvalidArgument",
        () ->
            release
                .client()
                .createFunction(
                    function("f").setCode(new Code().setZipFile("not a zip".getBytes()))));
  }

  @Test
  void refusesAnArchiveThatLeavesItsFolder() {
    Refused.by(
        400,
        "InvalidArgument",
        () ->
            release
                .client()
                .createFunction(
                    function("f").setCode(new Code().setZipFile(CodeZip.of("../evil.js", "x")))));
  }

  @Test
  void saysWhichFunctionIsMissing() {
    Refused.with(
        404,
        "FunctionNotFound",
        "function 'f' does not exist in service '" + release.service() + "'",
        () -> release.client().getFunction(new GetFunctionRequest(release.service(), "f")));
  }

  private static CustomDNS dns() {
    var option = new DNSOption();
    option.setName("ndots");
    option.setValue("2");
    var dns = new CustomDNS();
    dns.setNameServers(new String[] {"10.0.0.53"});
    dns.setSearches(new String[] {"tea.example.com"});
    dns.setDnsOptions(new DNSOption[] {option});
    return dns;
  }

  private CreateFunctionRequest function(String name) {
    return new CreateFunctionRequest(release.service())
        .setFunctionName(name)
        .setRuntime("nodejs12")
        .setHandler("index.handler")
        .setCode(new Code().setZipFile(ARCHIVE));
  }
}
