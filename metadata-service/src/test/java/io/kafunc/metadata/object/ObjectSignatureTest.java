// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectSignatureTest {

  /** The examples of the vendor's documentation. */
  private static final String SECRET = "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV";

  @Test
  void signsAsTheVendorsExample() {
    var headers =
        List.of(
            Map.entry("Content-Md5", "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM="),
            Map.entry("Content-Type", "text/html"),
            Map.entry("Date", "Thu, 17 Nov 2005 18:49:58 GMT"),
            Map.entry("X-OSS-Meta-Author", "foo@bar.com"),
            Map.entry("X-OSS-Magic", "abracadabra"));

    var signature = ObjectSignature.of("PUT", headers, "/oss-example/nelson");

    assertThat(signature.sign(SECRET)).isEqualTo("26NBxoKdsyly4EDv6inkoDft/yA=");
    assertThat(signature.matches("another", "26NBxoKdsyly4EDv6inkoDft/yA=")).isFalse();
  }

  @Test
  void signsUrlsAsTheVendorsExample() {
    var signature = ObjectSignature.of("GET", List.of(), "/oss-example/oss-api.pdf");

    assertThat(signature.expiring("1141889120").sign(SECRET))
        .isEqualTo("EwaNTn1erJGkimiJ9WmXgwnANLc=");
  }

  @Test
  void signsOnlySubResourcesInOrderOfTheirNames() {
    var query = "prefix=a&security-token=t%2B1&response-content-type=text%2Fplain&objectMeta";

    assertThat(SubResources.of(query).signed())
        .isEqualTo("?objectMeta&response-content-type=text/plain&security-token=t+1");
    assertThat(SubResources.of(null).signed()).isEmpty();
    assertThat(SubResources.of("acl").unknown()).contains("acl");
  }
}
