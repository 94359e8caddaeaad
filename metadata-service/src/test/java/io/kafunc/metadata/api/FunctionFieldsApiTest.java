// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.function;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of contract 1.2: each as it is sent and as it is answered. */
class FunctionFieldsApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FUNCTIONS = "/services/s/functions";

  @TempDir static Path data;
  private static MetadataServer server;
  private static int count;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "description ; 'any ü text' ; 'any ü text'",
        "runtime ; 'nodejs4.4' ; 'nodejs4.4'",
        "runtime ; 'python3.9' ; 'python3.9'",
        "handler ; 'other.name' ; 'other.name'",
        "initializer ; 'index.init' ; 'index.init'",
        "initializer ; '' ; null",
        "timeout ; 600 ; 600",
        "initializationTimeout ; 300 ; 300",
        "memorySize ; 3072 ; 3072",
        "gpuMemorySize ; 8192 ; 8192",
        "environmentVariables ; {'A_1':'x','b':''} ; {'A_1':'x','b':''}",
        "instanceConcurrency ; 100 ; 100",
        "instanceType ; 'ElasticInstance' ; 'e1'",
        "instanceType ; 'EnhancedInstance' ; 'c1'",
        "instanceType ; 'fc.gpu.tesla.1' ; 'fc.gpu.tesla.1'",
        "customContainerConfig ; {'image':'r/i:1','command':'[]','args':'[|a|,|b|]','accelerationType':'Default','instanceID':'x','accelerationInfo':{'status':'Ready'}} ; {'image':'r/i:1','command':'[]','args':'[|a|,|b|]','accelerationType':'Default','instanceID':'x'}",
        "caPort ; 8080 ; 8080",
        "instanceLifecycleConfig ; {'preFreeze':{'handler':'i.f','timeout':90},'preStop':{'handler':'i.s'}} ; {'preFreeze':{'handler':'i.f','timeout':90},'preStop':{'handler':'i.s','timeout':3}}",
        "instanceLifecycleConfig ; {'preStop':{'handler':'i.s','timeout':1},'preFreeze':null} ; {'preFreeze':null,'preStop':{'handler':'i.s','timeout':1}}",
        "layers ; ['acs:fc:local:1:layers/l/versions/1'] ; ['acs:fc:local:1:layers/l/versions/1']",
        "customDNS ; {'nameServers':['223.5.5.5'],'searches':['my.cluster'],'dnsOptions':[{'name':'timeout','value':'2'},{'name':'rotate'}]} ; {'nameServers':['223.5.5.5'],'searches':['my.cluster'],'dnsOptions':[{'name':'timeout','value':'2'},{'name':'rotate','value':null}]}",
        "customRuntimeConfig ; {'command':['/code/run'],'args':['-p','9000']} ; {'command':['/code/run'],'args':['-p','9000']}",
        "anyOther ; {'x':[1]} ; -",
      })
  void answersWhatIsSent(String field, String sent, String answered) throws Exception {
    var name = "f" + ++count;
    var body = ",\"%s\":%s".formatted(field, json(sent));

    var created = server.post(FUNCTIONS, function(name, body));

    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(created.json().path(field))
        .isEqualTo(answered.equals("-") ? JSON.missingNode() : JSON.readTree(json(answered)));
    assertThat(server.get(FUNCTIONS + "/" + name).text()).isEqualTo(created.text());

    server.post(FUNCTIONS, function(name + "u", ""));
    var updated = server.put(FUNCTIONS + "/" + name + "u", "{" + body.substring(1) + "}");
    assertThat(updated.json().path(field)).as(updated.text()).isEqualTo(created.json().path(field));
    var kept = server.put(FUNCTIONS + "/" + name + "u", "{\"description\":\"d\"}");
    if (!field.equals("description")) {
      assertThat(kept.json().path(field)).isEqualTo(created.json().path(field));
    }
  }

  @Test
  void keepsSoftConcurrencyBelowTheHardOne() {
    var created =
        server.post(
            FUNCTIONS,
            function("soft", ",\"instanceConcurrency\":10,\"instanceSoftConcurrency\":5"));
    assertThat(created.json().get("instanceSoftConcurrency").asInt()).isEqualTo(5);
    assertThat(server.put(FUNCTIONS + "/soft", "{\"instanceConcurrency\":4}").message())
        .isEqualTo(
            "instanceSoftConcurrency is set to an invalid value (min: 1, max: 4, actual: 5)");
  }

  @Test
  void aContainerNeedsNoCodeAndListensOnItsPort() {
    var created =
        server.post(
            FUNCTIONS,
            "{\"functionName\":\"box\",\"runtime\":\"custom-container\",\"handler\":\"h\","
                + "\"customContainerConfig\":{\"image\":\"r/i:1\"}}");
    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(created.json().get("caPort").asInt()).isEqualTo(9000);
    assertThat(created.json().get("codeSize").isInt()).isTrue();
    assertThat(created.json().get("codeChecksum").asText()).isEmpty();
    assertThat(created.json().get("customContainerConfig").get("command").isNull()).isTrue();
  }

  /** Apostrophes for quotes, and bars for quotes within a quoted text. */
  private static String json(String text) {
    return text.replace('\'', '"').replace("|", "\\\"");
  }
}
