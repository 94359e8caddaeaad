// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import static io.kafunc.invoker.catalog.MetadataLog.ACCOUNT;
import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static io.kafunc.invoker.catalog.MetadataLog.aService;
import static io.kafunc.invoker.catalog.MetadataLog.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogStateTest {

  private final MetadataLog log =
      new MetadataLog()
          .service("shop")
          .function("shop", "checkout", aFunction("nodejs12", 3, 128), code("one"))
          .publish("shop", 1)
          .updateFunction("shop", "checkout", aFunction("nodejs12", 3, 256), code("two"))
          .publish("shop", 2)
          .updateFunction("shop", "checkout", aFunction("nodejs12", 9, 512), code("three"))
          .alias("shop", "PROD", 1, Map.of("2", 0.3));

  @Test
  void latestIsWhatWasSetLast() {
    var spec = found(log, "LATEST", 0);

    assertThat(spec.versionId()).isEmpty();
    assertThat(spec.externalVersion()).isEqualTo("LATEST");
    assertThat(spec.qualifier()).isEqualTo("LATEST");
    assertThat(spec.function().memorySize()).isEqualTo(512);
    assertThat(spec.functionId()).isEqualTo("id-of-shop/checkout");
    assertThat(spec.code()).isEqualTo(Optional.of(code("three")));
  }

  @Test
  void aVersionStaysAsItWasPublished() {
    var spec = found(log, "1", 0);

    assertThat(spec.versionId()).isEqualTo("1");
    assertThat(spec.function().memorySize()).isEqualTo(128);
    assertThat(spec.code()).isEqualTo(Optional.of(code("one")));
    assertThat(spec.darkLaunch()).isFalse();
  }

  @Test
  void anAliasDrawsItsVersionAndTellsAWeightedOne() {
    var main = found(log, "PROD", 0.5);
    var dark = found(log, "PROD", 0.1);

    assertThat(main.versionId()).isEqualTo("1");
    assertThat(main.darkLaunch()).isFalse();
    assertThat(dark.versionId()).isEqualTo("2");
    assertThat(dark.darkLaunch()).isTrue();
    assertThat(dark.qualifier()).isEqualTo("PROD");
  }

  @Test
  void aMovedAliasSendsTheVeryNextCallToItsNewVersion() {
    log.moveAlias("shop", "PROD", 2, Map.of());

    assertThat(found(log, "PROD", 0.1).versionId()).isEqualTo("2");
    assertThat(found(log, "PROD", 0.1).darkLaunch()).isFalse();
  }

  @Test
  void theRevisionGrowsWithFunctionAndServiceButNotWithAliases() {
    long before = found(log, "LATEST", 0).revision();
    log.moveAlias("shop", "PROD", 2, Map.of());
    assertThat(found(log, "LATEST", 0).revision()).isEqualTo(before);

    log.updateService("shop", aService("p", "l"));
    long afterService = found(log, "LATEST", 0).revision();
    log.updateFunction("shop", "checkout", aFunction("nodejs12", 9, 512));

    assertThat(afterService).isGreaterThan(before);
    assertThat(found(log, "LATEST", 0).revision()).isGreaterThan(afterService);
  }

  @Test
  void saysWhichPartIsMissing() {
    assertThat(missing(log, "none", "LATEST", "checkout"))
        .isEqualTo(ErrorCode.SERVICE_NOT_FOUND.saying("service 'none' does not exist"));
    assertThat(missing(log, "shop", "LATEST", "none"))
        .isEqualTo(
            ErrorCode.FUNCTION_NOT_FOUND.saying(
                "function 'none' does not exist in service 'shop'"));
    assertThat(missing(log, "shop", "TEST", "checkout"))
        .isEqualTo(
            ErrorCode.ALIAS_NOT_FOUND.saying("alias 'TEST' of service 'shop' does not exist"));
    assertThat(missing(log, "shop", "7", "checkout"))
        .isEqualTo(
            ErrorCode.VERSION_NOT_FOUND.saying("version '7' of service 'shop' does not exist"));
    assertThat(missing(log, "shop", "99999999999999999999", "checkout").code())
        .isEqualTo(ErrorCode.VERSION_NOT_FOUND);
  }

  @Test
  void anAliasWhoseVersionWasDeletedLeadsNowhere() {
    log.deleteVersion("shop", 1);

    assertThat(missing(log, "shop", "PROD", "checkout"))
        .isEqualTo(
            ErrorCode.VERSION_NOT_FOUND.saying("version '1' of service 'shop' does not exist"));
  }

  @Test
  void aVersionKeepsAFunctionThatLatestLost() {
    log.deleteFunction("shop", "checkout");

    assertThat(missing(log, "shop", "LATEST", "checkout").code())
        .isEqualTo(ErrorCode.FUNCTION_NOT_FOUND);
    assertThat(found(log, "1", 0).versionId()).isEqualTo("1");
  }

  @Test
  void aServiceMadeAnewKnowsNothingOfTheOldOne() {
    log.deleteService("shop").service("shop");

    assertThat(missing(log, "shop", "1", "checkout").code()).isEqualTo(ErrorCode.VERSION_NOT_FOUND);
    assertThat(missing(log, "shop", "PROD", "checkout").code())
        .isEqualTo(ErrorCode.ALIAS_NOT_FOUND);
  }

  @Test
  void namesEveryArchiveThatSomethingStillUses() {
    assertThat(state(log).archives())
        .containsExactlyInAnyOrder(code("one"), code("two"), code("three"));

    log.deleteVersion("shop", 1);

    assertThat(state(log).archives()).containsExactlyInAnyOrder(code("two"), code("three"));
  }

  private static FunctionSpec found(MetadataLog log, String qualifier, double chance) {
    var resolution = state(log).resolve(ACCOUNT, "shop", qualifier, "checkout", chance);
    assertThat(resolution).isInstanceOf(Found.class);
    return ((Found) resolution).function();
  }

  private static FcError missing(
      MetadataLog log, String service, String qualifier, String function) {
    var resolution = state(log).resolve(ACCOUNT, service, qualifier, function, 0.5);
    assertThat(resolution).isInstanceOf(Missing.class);
    return ((Missing) resolution).error();
  }

  private static CatalogState state(MetadataLog log) {
    var state = new CatalogState();
    log.events().forEach(state::apply);
    return state;
  }
}
