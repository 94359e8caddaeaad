// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import static io.kafunc.invoker.catalog.MetadataLog.ACCOUNT;
import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpTriggersOfCatalogTest {

  private final MetadataLog log =
      new MetadataLog().service("shop").function("shop", "web", aFunction("nodejs12", 3, 128));

  @Test
  void aTriggerIsFoundUnderItsQualifierAndNoOther() {
    log.trigger("shop", "web", "t", "http", "PROD", http("function", "\"PUT\",\"GET\""));

    var trigger = httpTrigger("PROD").orElseThrow();

    assertThat(trigger.triggerName()).isEqualTo("t");
    assertThat(trigger.signed()).isTrue();
    assertThat(trigger.methods()).containsExactly("PUT", "GET");
    assertThat(httpTrigger("LATEST")).isEmpty();
  }

  @Test
  void noQualifierMeansLatest() {
    log.trigger("shop", "web", "t", "http", "", http("anonymous", "\"GET\""));
    assertThat(httpTrigger("LATEST").orElseThrow().signed()).isFalse();
  }

  @Test
  void anUpdateMovesItAndADeletionEndsIt() {
    log.trigger("shop", "web", "t", "http", "", http("anonymous", "\"GET\""))
        .updateTrigger("shop", "web", "t", "http", "1", http("anonymous", "\"POST\""));
    assertThat(httpTrigger("LATEST")).isEmpty();
    assertThat(httpTrigger("1").orElseThrow().methods()).containsExactly("POST");

    log.deleteTrigger("shop", "web", "t");
    assertThat(httpTrigger("1")).isEmpty();
  }

  @Test
  void itOutlivesTheAliasItIsFor() {
    log.publish("shop", 1)
        .alias("shop", "PROD", 1, Map.of())
        .trigger("shop", "web", "t", "http", "PROD", http("anonymous", "\"GET\""))
        .deleteAlias("shop", "PROD");
    assertThat(httpTrigger("PROD")).isPresent();
  }

  @Test
  void triggersOfOtherTypesAreNone() {
    log.trigger("shop", "web", "t", "timer", "", "{\"cronExpression\":\"@every 1h\"}")
        .updateTrigger("shop", "web", "t", "timer", "", "{\"cronExpression\":\"@every 2h\"}");
    assertThat(httpTrigger("LATEST")).isEmpty();
  }

  @Test
  void aDomainIsWhatItsLastEventSays() {
    assertThat(state().domain("a.example.com")).isEmpty();
    log.domain("a.example.com", "/x", "shop", "web");
    assertThat(state().domain("a.example.com").orElseThrow().route("/x")).isPresent();
    log.deleteDomain("a.example.com");
    assertThat(state().domain("a.example.com")).isEmpty();
  }

  private Optional<HttpTrigger> httpTrigger(String qualifier) {
    return state().httpTrigger(new QualifiedFunction(ACCOUNT, "shop", qualifier, "web"));
  }

  private CatalogState state() {
    var state = new CatalogState();
    log.events().forEach(state::apply);
    return state;
  }

  private static String http(String authType, String methods) {
    return "{\"authType\":\"%s\",\"methods\":[%s]}".formatted(authType, methods);
  }
}
