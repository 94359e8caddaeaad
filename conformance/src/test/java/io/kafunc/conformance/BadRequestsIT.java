// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests no client of the vendor would send; {@code $} in a path is a service that exists. */
@ExtendWith(RunningSuite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsIT {

  private static final String API = "/2016-08-15";

  private final Suite suite;
  private final Release release;

  BadRequestsIT(Suite suite) {
    this.suite = suite;
    this.release =
        Release.ofNewService(suite)
            .node("f", "exports.handler = (event, context, cb) => cb(null, event);");
    release.publish();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "''#request body is required but not set",
        "null#request body is required but not set",
        "{#request body is not valid JSON (line 1, column 2)",
        "{\"serviceName\":}#request body is not valid JSON (line 1, column 16)",
        "{\"serviceName\":\"a\"} x#request body is not valid JSON (line 1, column 21)",
        "[]#request body is set to an invalid value (allowed: an object)",
        "\"x\"#request body is set to an invalid value (allowed: an object)",
        "{}#serviceName is required but not set",
        "{\"serviceName\":5}#serviceName is set to an invalid value (allowed: a string)",
        "{\"serviceName\":[\"a\"]}#serviceName is set to an invalid value (allowed: a string)",
        "{\"serviceName\":{\"a\":1}}#serviceName is set to an invalid value (allowed: a string)",
        "{\"serviceName\":\"a\",\"internetAccess\":1}#internetAccess is set to an invalid value (allowed: true | false)",
        "{\"serviceName\":\"a\",\"logConfig\":\"x\"}#logConfig is set to an invalid value (allowed: an object)",
        "{\"serviceName\":\"a\",\"nasConfig\":{\"userId\":\"x\"}}#nasConfig.userId is set to an invalid value (allowed: an integer)",
      })
  void saysWhatIsWrongWithABody(String body, String message) {
    PlainRefused.with(400, "InvalidArgument", message, post("/services", body));
  }

  @Test
  void refusesBytesThatAreNoText() {
    var body = "{\"serviceName\":\"\u00ff\u00fe\"}".getBytes(StandardCharsets.ISO_8859_1);
    var answer =
        suite.send(suite.request(API + "/services").POST(BodyPublishers.ofByteArray(body)));
    assertThat(PlainRefused.by(400, "InvalidArgument", answer)).contains("not valid JSON");
  }

  @Test
  void refusesDepthWithoutEnd() {
    PlainRefused.by(400, "InvalidArgument", post("/services", "{\"a\":".repeat(20_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'zipFile':'%%%'#code.zipFile is set to an invalid value (allowed: a base64 string)",
        "'zipFile':5#code.zipFile is set to an invalid value (allowed: a base64 string)",
        "'zipFile':'YWJj'#code is refused: the code is not a ZIP or JAR archive",
      })
  void saysWhatIsWrongWithCode(String code, String message) {
    var body =
        "{'functionName':'g','runtime':'nodejs12','handler':'index.handler','code':{" + code + "}}";
    PlainRefused.with(
        400, "InvalidArgument", message, post("/services/$/functions", body.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{'functionName':'1x'}#functionName is set to an invalid value",
        "{'functionName':'g','memorySize':'a'}#memorySize is set to an invalid value",
        "{'functionName':'g','memorySize':128.5}#memorySize is set to an invalid value",
        "{'functionName':'g','runtime':'nodejs12'}#handler is required but not set",
        "{'functionName':'g','environmentVariables':{'A':5}}#environmentVariables.A is set to an invalid value",
        "{'functionName':'g','environmentVariables':[]}#environmentVariables is set to an invalid value",
      })
  void saysWhatIsWrongWithAFunction(String body, String message) {
    var answer = post("/services/$/functions", body.replace('\'', '"'));
    assertThat(PlainRefused.by(400, "InvalidArgument", answer)).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{'aliasName':'A'}#400#InvalidArgument#versionId is required but not set",
        "{'aliasName':'LATEST','versionId':'1'}#400#InvalidArgument#aliasName is set to an invalid value",
        "{'aliasName':'A','versionId':'LATEST'}#400#InvalidArgument#versionId is set to an invalid value",
        "{'aliasName':'A','versionId':'9'}#404#VersionNotFound#version '9' of service",
        "{'aliasName':'A','versionId':'1','additionalVersionWeight':{'1':2}}#400#InvalidArgument#additionalVersionWeight is set to an invalid value",
        "{'aliasName':'A','versionId':'1','additionalVersionWeight':{'1':-0.1}}#400#InvalidArgument#additionalVersionWeight is set to an invalid value",
        "{'aliasName':'A','versionId':'1','additionalVersionWeight':{'1':1e999}}#400#InvalidArgument#additionalVersionWeight is set to an invalid value",
        "{'aliasName':'A','versionId':'1','additionalVersionWeight':{'9':0.1}}#404#VersionNotFound#version '9' of service",
      },
      quoteCharacter = '`')
  void saysWhatIsWrongWithAnAlias(String body, int status, String code, String message) {
    var answer = post("/services/$/aliases", body.replace('\'', '"'));
    assertThat(PlainRefused.by(status, code, answer)).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "GET#/2016-08-15/nothing",
        "PATCH#/2016-08-15/services",
        "DELETE#/2016-08-15/services",
        "FOO#/2016-08-15/services",
        "OPTIONS#/2016-08-15/services",
        "TRACE#/2016-08-15/services/a",
        "PUT#/2016-08-15/tag",
        "POST#/2016-08-15/account-settings",
        "GET#/2016-08-15/services/a/binding",
        "DELETE#/2016-08-15/custom-domains",
        "POST#/2016-08-15/layers",
        "PUT#/2016-08-15/services/a/functions/f/invocations",
        "GET#/2016-08-15",
        "POST#/2016-08-15/",
        "GET#/kafunc/other",
      })
  void saysThatAPathIsNone(String method, String path) {
    PlainRefused.with(
        400,
        "PathNotSupported",
        "'%s' against '%s' is not supported".formatted(method, path),
        suite.send(suite.request(path).method(method, BodyPublishers.noBody())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/services", "/services/$", "/nothing"})
  void knowsNoHead(String path) {
    var answer =
        suite.send(suite.request(API + named(path)).method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("X-Fc-Request-Id").orElse("")).hasSize(36);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "/2016-08-15/services?limit=0#limit is set to an invalid value (min: 1, max: 100, actual: '0')",
        "/2016-08-15/services?limit=101#limit is set to an invalid value (min: 1, max: 100, actual: '101')",
        "/2016-08-15/services?limit=x#limit is set to an invalid value (min: 1, max: 100, actual: 'x')",
        "/2016-08-15/services?prefix=%ff#request path is malformed",
        "/2016-08-15/services/%ff#request path is malformed",
        "/kafunc/invocations?limit=1001#limit is set to an invalid value (min: 1, max: 1000, actual: '1001')",
        "/kafunc/invocations?nextToken=x#nextToken is set to an invalid value (allowed: what the last page gave, actual: 'x')",
        "/kafunc/history/services/$?at=x#at is set to an invalid value (example: '2020-10-10T10:10:10Z', actual: 'x')",
      })
  void saysWhatIsWrongWithAQuery(String path, String message) {
    PlainRefused.with(400, "InvalidArgument", message, suite.get(named(path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=x", "to=2020", "status=Odd"})
  void refusesAListOfCallsItCannotUnderstand(String query) {
    PlainRefused.by(400, "InvalidArgument", suite.get("/kafunc/invocations?" + query));
  }

  @ParameterizedTest
  @CsvSource({
    "/kafunc/invocations/none,InvocationNotFound",
    "/kafunc/history/services/none,ServiceNotFound",
    "/kafunc/history/services/$/aliases/none,AliasNotFound",
    "/kafunc/releases/$/none,AliasNotFound",
    "/2016-08-15/services/$/functions/none/code,FunctionNotFound",
    "/2016-08-15/services/$/functions/f/triggers/none,TriggerNotFound",
    "/2016-08-15/services/none/versions,ServiceNotFound",
  })
  void saysWhatIsMissing(String path, String code) {
    PlainRefused.by(404, code, suite.get(named(path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$..", "$.-", "$.LATEST.x", "1"})
  void refusesAQualifierThatIsNone(String qualified) {
    var path = "/services/" + qualified + "/functions/f/invocations";
    PlainRefused.by(400, "InvalidArgument", post(path, "x"));
  }

  @Test
  void refusesHeadersAndPathsItCannotTake() {
    PlainRefused.by(400, "InvalidArgument", suite.get(API + "/services/a%00b"));
    PlainRefused.by(
        400, "InvalidArgument", suite.get(API + "/services?prefix=" + "x".repeat(20_000)));
    var request = suite.request(API + "/services").header("X-Big", "y".repeat(70_000)).GET();
    PlainRefused.by(400, "InvalidArgument", suite.send(request));
  }

  private HttpResponse<String> post(String path, String body) {
    return suite.send(suite.request(API + named(path)).POST(BodyPublishers.ofString(body)));
  }

  private String named(String path) {
    return path.replace("$", release.service());
  }
}
