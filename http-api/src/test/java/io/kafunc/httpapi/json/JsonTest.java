// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcException;
import io.kafunc.httpapi.Name;
import io.kafunc.httpapi.testing.RawHttp.Answer;
import io.kafunc.httpapi.testing.TestController.Service;
import io.kafunc.httpapi.testing.TestServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON as the vendor's clients write it, and as nobody should. */
class JsonTest {

  private final FcJson json = FcJson.standalone();

  @Test
  void findsFieldsWithoutRegardToCaseAndIgnoresUnknownOnes() {
    Service service =
        read("{\"ServiceName\":\"s\",\"DESCRIPTION\":\"d\",\"headers\":{\"a\":[1]},\"x\":null}");

    assertThat(service.serviceName()).isEqualTo("s");
    assertThat(service.description()).contains("d");
  }

  @Test
  void takesNullAsAbsent() {
    Service nulls =
        read(
            "{\"serviceName\":null,\"description\":null,\"timeout\":null,\"internetAccess\":null,"
                + "\"names\":null,\"inner\":null,\"weight\":null}");

    assertThat(nulls).isEqualTo(read("{}"));
    assertThat(nulls.description()).isEmpty();
    assertThat(nulls.names()).isEmpty();
  }

  @Test
  void takesAnIntegerForANumberAndKeepsTheLastOfTwo() {
    assertThat(read("{\"weight\":1}").weight()).contains(1.0);
    assertThat(read("{\"timeout\":1,\"Timeout\":2}").timeout()).contains(2);
  }

  @Test
  void keepsTheLastOfTwoAlsoWhereNothingElseWasMissing() {
    record Limit(int count) {}

    assertThat(json.read("{\"count\":1,\"count\":2}".getBytes(UTF_8), Limit.class).count())
        .isEqualTo(2);
    assertThatThrownBy(() -> json.read("{\"count\":1,\"Count\":2}".getBytes(UTF_8), Limit.class))
        .hasMessageContaining("Count is set more than once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{\"timeout\":\"3\"}#timeout is set to an invalid value (allowed: an integer)",
        "{\"timeout\":1.0}#timeout is set to an invalid value (allowed: an integer)",
        "{\"timeout\":true}#timeout is set to an invalid value (allowed: an integer)",
        "{\"timeout\":99999999999}#timeout is set to an invalid value (allowed: an integer)",
        "{\"timeout\":\"\"}#timeout is set to an invalid value (allowed: an integer)",
        "{\"serviceName\":3}#serviceName is set to an invalid value (allowed: a string)",
        "{\"serviceName\":[\"s\"]}#serviceName is set to an invalid value (allowed: a string)",
        "{\"timeout\":[3]}#timeout is set to an invalid value (allowed: an integer)",
        "{\"description\":{}}#description is set to an invalid value (allowed: a string)",
        "{\"description\":false}#description is set to an invalid value (allowed: a string)",
        "{\"internetAccess\":\"true\"}#internetAccess is set to an invalid value (allowed: true | false)",
        "{\"internetAccess\":1}#internetAccess is set to an invalid value (allowed: true | false)",
        "{\"names\":\"a\"}#names is set to an invalid value (allowed: an array)",
        "{\"names\":[1]}#names[0] is set to an invalid value (allowed: a string)",
        "{\"names\":[null]}#names[0] is set to an invalid value (allowed: anything but null)",
        "{\"inner\":{\"timeout\":\"x\"}}#inner.timeout is set to an invalid value (allowed: an integer)",
        "{\"inner\":\"\"}#inner is set to an invalid value (allowed: an object)",
        "{\"weight\":\"0.5\"}#weight is set to an invalid value (allowed: a number)",
        "[]#request body is set to an invalid value (allowed: an object)",
        "\"x\"#request body is set to an invalid value (allowed: an object)",
        "null#request body is required but not set",
        "{#request body is not valid JSON (line 1, column 2)",
        "{\"a\":1}x#request body is not valid JSON (line 1, column 8)",
      })
  void namesTheFieldOfAWrongType(String body, String message) {
    assertThat(refusal(body.getBytes(UTF_8)))
        .isEqualTo(new FcError(ErrorCode.INVALID_ARGUMENT, message));
  }

  @Test
  void namesTheFieldOfBadBase64() {
    record Code(byte[] zipFile) {}
    byte[] body = "{\"ZipFile\":\"***\"}".getBytes(UTF_8);

    assertThatThrownBy(() -> json.read(body, Code.class))
        .hasMessageContaining("zipFile is set to an invalid value (allowed: base64)");
  }

  @Test
  void asksForAnObjectWhereTheFieldIsATreeOfOne() {
    record Trigger(ObjectNode triggerConfig) {}
    byte[] body = "{\"triggerConfig\":\"x\"}".getBytes(UTF_8);

    assertThatThrownBy(() -> json.read(body, Trigger.class))
        .hasMessageContaining("triggerConfig is set to an invalid value (allowed: an object)");
  }

  @Test
  void passesOnWhatABodysOwnConstructorRefuses() {
    record Named(String serviceName) {
      Named {
        Name.check("serviceName", serviceName);
      }
    }
    byte[] body = "{\"serviceName\":\"1\"}".getBytes(UTF_8);

    assertThatThrownBy(() -> json.read(body, Named.class))
        .isInstanceOf(FcException.class)
        .hasMessageContaining("serviceName is set to an invalid value (allowed: 1 to 128");
    assertThatThrownBy(() -> json.readOrEmpty(null, Named.class))
        .hasMessageContaining("serviceName is required but not set");
  }

  @Test
  void refusesBrokenUtf8AndNoBody() {
    byte[] broken = "{\"serviceName\":\"\u00ff\"}".getBytes(ISO_8859_1);

    assertThat(refusal(broken).message()).startsWith("request body is not valid JSON");
    assertThat(refusal(new byte[0]).message()).isEqualTo("request body is required but not set");
    assertThat(json.readOrEmpty(new byte[0], Service.class)).isEqualTo(read("{}"));
  }

  @Test
  void refusesDepthWithoutEnd() {
    byte[] deep = ("{\"x\":" + "[".repeat(100_000)).getBytes(UTF_8);

    assertThat(refusal(deep).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void holdsForBodiesThatMicronautBinds() throws IOException {
    try (TestServer server = TestServer.start(Map.of())) {
      Answer bound =
          server
              .http()
              .send(
                  "POST",
                  "/2016-08-15/bound/services",
                  "{\"ServiceName\":\"s\",\"y\":1}",
                  "Content-Type: application/json");
      Answer wrong =
          server
              .http()
              .send(
                  "POST",
                  "/2016-08-15/bound/services",
                  "{\"timeout\":\"3\"}",
                  "Content-Type: application/json");
      Answer missing =
          server
              .http()
              .send("POST", "/2016-08-15/bound/services", null, "Content-Type: application/json");
      Answer form =
          server
              .http()
              .send(
                  "POST",
                  "/2016-08-15/services",
                  "{\"serviceName\":\"s\"}",
                  "Content-Type: application/x-www-form-urlencoded");

      assertThat(bound.body()).isEqualTo("{\"serviceName\":\"s\",\"internetAccess\":false}");
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.body())
          .isEqualTo(
              "{\"ErrorCode\":\"InvalidArgument\",\"ErrorMessage\":"
                  + "\"timeout is set to an invalid value (allowed: an integer)\"}");
      assertThat(missing.body()).contains("InvalidArgument").contains("required but not set");
      assertThat(form.status()).isEqualTo(200);
    }
  }

  private Service read(String body) {
    return json.read(body.getBytes(UTF_8), Service.class);
  }

  private FcError refusal(byte[] body) {
    try {
      json.read(body, Service.class);
    } catch (FcException refused) {
      return refused.error();
    }
    assertThatThrownBy(() -> json.read(body, Service.class)).isInstanceOf(FcException.class);
    throw new AssertionError();
  }
}
