// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.model.Code;
import com.aliyuncs.fc.model.FunctionMetadata;
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
    release.client().createFunction(function("f"));
    var got = release.client().getFunction(new GetFunctionRequest(release.service(), "f"));
    var metadata = got.getFunctionMetadata();
    // then
    assertThat(metadata.getTimeout()).isEqualTo(3);
    assertThat(metadata.getMemorySize()).isEqualTo(128);
    assertThat(metadata.getInstanceConcurrency()).isEqualTo(1);
    assertThat(metadata.getInstanceType()).isEqualTo("e1");
    assertThat(metadata.getDescription()).isEmpty();
    assertThat(metadata.getInitializer()).isNull();
    assertThat(metadata.getInitializationTimeout()).isNotNull();
    assertThat(metadata.getEnvironmentVariables()).isEmpty();
    assertThat(metadata.getCodeSize()).isEqualTo(ARCHIVE.length);
    assertThat(metadata.getCodeChecksum()).matches("\\d+");
    assertThat(metadata.getFunctionId()).isNotBlank();
    assertThat(got.getEtag()).isNotBlank();
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

  private CreateFunctionRequest function(String name) {
    return new CreateFunctionRequest(release.service())
        .setFunctionName(name)
        .setRuntime("nodejs12")
        .setHandler("index.handler")
        .setCode(new Code().setZipFile(ARCHIVE));
  }
}
