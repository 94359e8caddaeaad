// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class PublicAddressTest {

  @Test
  void isTheHostThatWasAsked() {
    assertThat(PublicAddress.of(asked("fc.example.com:8443")))
        .isEqualTo("http://fc.example.com:8443");
    assertThat(PublicAddress.of(asked("[::1]:8080"))).isEqualTo("http://[::1]:8080");
  }

  @Test
  void addsThePortThatAClientLeftOut() {
    assertThat(PublicAddress.of(asked("127.0.0.1"))).isEqualTo("http://127.0.0.1:8080");
    assertThat(PublicAddress.of(asked("[::1]"))).isEqualTo("http://[::1]:8080");
  }

  @Test
  void believesTheProxyInFrontOfIt() {
    // given
    var behind = asked("fc.example.com").header("X-Forwarded-Port", "80");
    var secure =
        asked("fc.example.com")
            .header("X-Forwarded-Port", "443")
            .header("X-Forwarded-Proto", "https");
    // then
    assertThat(PublicAddress.of(behind)).isEqualTo("http://fc.example.com");
    assertThat(PublicAddress.of(secure)).isEqualTo("https://fc.example.com");
  }

  @Test
  void takesNoNonsenseFromAHeader() {
    // given
    var request =
        asked("127.0.0.1").header("X-Forwarded-Port", "x").header("X-Forwarded-Proto", "ftp");
    // then
    assertThat(PublicAddress.of(request)).isEqualTo("http://127.0.0.1:8080");
  }

  private static MutableHttpRequest<?> asked(String host) {
    return new OnPort8080(HttpRequest.GET("/").header("Host", host));
  }

  /** A request as it came in on a connection to port 8080. */
  private static final class OnPort8080
      extends io.micronaut.http.MutableHttpRequestWrapper<Object> {

    OnPort8080(MutableHttpRequest<Object> request) {
      super(io.micronaut.core.convert.ConversionService.SHARED, request);
    }

    @Override
    public InetSocketAddress getServerAddress() {
      return new InetSocketAddress("127.0.0.1", 8080);
    }

    @Override
    public MutableHttpRequest<Object> header(CharSequence name, CharSequence value) {
      super.header(name, value);
      return this;
    }
  }
}
