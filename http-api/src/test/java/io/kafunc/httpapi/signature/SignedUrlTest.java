// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcException;
import io.micronaut.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests to HTTP triggers; the signatures of URLs are the contract's own. */
class SignedUrlTest {

  private static final Credentials KEY = new Credentials("1000", "akid", "akSec");
  private static final String URL =
      "/2016-08-15/proxy/service/func/?x-fc-access-key-id=akid&x-fc-expires=1583339600"
          + "&x-fc-signature=6Rc4KxEAv3%2BlHpbNQWceIUqWVWq3ewxhadlJBRzZ0XQ%3D";

  @Test
  void aSignedUrlIsGoodUntilItsSecond() {
    assertThat(at(1583339600).authenticateTrigger(HttpRequest.GET(URL)).accessKeyId())
        .isEqualTo("akid");
    assertThat(refusal(1583339601, URL)).isEqualTo(ErrorCode.ACCESS_DENIED);
  }

  @Test
  void aTokenInItIsSignedToo() {
    String url =
        "/2016-08-15/proxy/service/func/?x-fc-access-key-id=akid&x-fc-expires=1583339600"
            + "&x-fc-security-token=stsToken"
            + "&x-fc-signature=Yi0jCBQ6cTZc+tN8wtYUz9FbYNijx5jDiE3sVNW6XwA=";

    assertThat(at(1583339600).authenticateTrigger(HttpRequest.GET(url)).accountId())
        .isEqualTo("1000");
  }

  @Test
  void whatWasChangedSinceIsRefused() {
    assertThat(refusal(0, URL + "&more=1")).isEqualTo(ErrorCode.SIGNATURE_NOT_MATCH);
    assertThat(refusal(0, URL.replace("func", "other"))).isEqualTo(ErrorCode.SIGNATURE_NOT_MATCH);
    assertThat(refusal(0, URL.replace("1583339600", "1583339601")))
        .isEqualTo(ErrorCode.SIGNATURE_NOT_MATCH);
    assertThat(refusal(0, URL.replace("1583339600", "soon"))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(refusal(0, URL.replace("akid", "nobody")))
        .isEqualTo(ErrorCode.INVALID_ACCESS_KEY_ID);
  }

  @Test
  void withoutAnySignatureOneIsAskedFor() {
    assertThat(refusal(0, "/2016-08-15/proxy/service/func/?a=b"))
        .isEqualTo(ErrorCode.MISSING_REQUIRED_HEADER);
    assertThat(refusal(0, "/?x-fc-signature=")).isEqualTo(ErrorCode.MISSING_REQUIRED_HEADER);
  }

  @Test
  void theQueryIsSignedOnACustomDomainAsWell() {
    var plain = Signature.of("GET", "/a%20b", "k=2&k=1&bare", List.of());
    var trigger = Signature.ofTrigger("GET", "/a%20b", "k=2&k=1&bare", List.of());

    assertThat(plain.resource()).isEqualTo("/a b");
    assertThat(trigger.resource()).isEqualTo("/a b\nbare\nk=1\nk=2");
  }

  private static ErrorCode refusal(long second, String url) {
    var refused =
        catchThrowableOfType(
            FcException.class, () -> at(second).authenticateTrigger(HttpRequest.GET(url)));
    return refused.error().code();
  }

  private static Authenticator at(long second) {
    var keys =
        new AccessKeys() {
          @Override
          public Optional<Credentials> find(String accessKeyId) {
            return Optional.of(KEY).filter(key -> key.accessKeyId().equals(accessKeyId));
          }

          @Override
          public Credentials own() {
            return KEY;
          }
        };
    var clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    return new Authenticator(keys, clock, new SignatureSettings(Duration.ofMinutes(15), List.of()));
  }
}
