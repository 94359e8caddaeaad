// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Vectors: those of the contract, and others computed with {@code openssl dgst -sha256 -hmac}. The
 * literals are the only truth here; nothing is computed by the code under test.
 */
class SignatureTest {

  private static final String DATE = "Thu, 23 Apr 2020 06:32:43 GMT";
  private static final Credentials KEY = new Credentials("1", "id", "test-secret");

  @Test
  void signsAPlainGet() {
    Signature signature =
        Signature.of("GET", "/2016-08-15/services", null, List.of(Map.entry("Date", DATE)));

    assertThat(signature.sign(KEY)).isEqualTo("KT+D0wsx2cJmBZEe3sIWfTjcRmNkR4/9lJ80VbYByiA=");
    assertThat(signature.matches(KEY, "KT+D0wsx2cJmBZEe3sIWfTjcRmNkR4/9lJ80VbYByiA=")).isTrue();
    assertThat(signature.matches(KEY, "KT+D0wsx2cJmBZEe3sIWfTjcRmNkR4/9lJ80VbYByiB=")).isFalse();
    assertThat(signature.matches(KEY, "")).isFalse();
  }

  @Test
  void signsTypeMd5AndFcHeadersInOrderEvenEmptyOnes() {
    Signature signature =
        Signature.of(
            "POST",
            "/2016-08-15/services",
            "limit=3",
            List.of(
                Map.entry("X-Fc-Trace-Id", " abc "),
                Map.entry("host", "ignored"),
                Map.entry("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="),
                Map.entry("x-fc-account-id", ""),
                Map.entry("CONTENT-TYPE", "application/json"),
                Map.entry("date", DATE)));

    assertThat(signature.sign(KEY)).isEqualTo("WZBO/DzdaN8NC9xjgh7auhKXoEzMAaTwdNWUjy7xJTk=");
  }

  @Test
  void takesFcsDateInPlaceOfDate() {
    Signature signature =
        Signature.of(
            "GET",
            "/2016-08-15/services",
            null,
            List.of(Map.entry("Date", "another"), Map.entry("X-Fc-Date", DATE)));

    assertThat(signature.sign(KEY)).isEqualTo("3x3n1b0s5SchXEX20aFCoWxbDyayyFe7cy5z+BJIbBM=");
  }

  @Test
  void signsThePathDecoded() {
    Signature signature =
        Signature.of(
            "GET",
            "/2016-08-15/layerarn/acs%3Afc%3Al%231/x",
            null,
            List.of(Map.entry("Date", DATE)));

    assertThat(signature.sign(KEY)).isEqualTo("D4ZcxY+rbwIta7ruf8TW5DEj5v4gMP6QQpCkjiVIXkQ=");
    assertThat(signature.forResource("/2016-08-15/layerarn/acs%3Afc%3Al%231/x").sign(KEY))
        .isEqualTo("l/IsECc8DGs3D7jZ6X+++Dl3fS2by5kbuyamChhBOIw=");
  }

  @Test
  void signsTheQueryOfAnHttpTriggerInSortedLines() {
    Signature signature =
        Signature.of(
            "GET",
            "/2016-08-15/proxy/s/f/action%20with%20space",
            "key1=xyz&foo=bar&xyz&key2=123&key1=abc",
            List.of(Map.entry("Date", DATE)));

    assertThat(signature.canonical())
        .endsWith("/action with space\nfoo=bar\nkey1=abc\nkey1=xyz\nkey2=123\nxyz");
    assertThat(signature.sign(KEY)).isEqualTo("V6I/jQY5Af5Ehiynap38/rvgeDjSkrAsCfMzWWcI/w0=");
  }

  @Test
  void keepsTheNewlineOfAnHttpTriggerWithoutQuery() {
    Signature signature =
        Signature.of("GET", "/2016-08-15/proxy/s/f/", null, List.of(Map.entry("Date", DATE)));

    assertThat(signature.sign(KEY)).isEqualTo("SDMKVHX9B1qYLLWPPJdlbCWxuKv1HM781vrI6MsnqlM=");
  }

  @Test
  void computesTheContractsVectors() {
    Credentials contract = new Credentials("1", "akid", "akSec");
    String resource =
        "/2016-08-15/proxy/service/func/\nx-fc-access-key-id=akid\nx-fc-expires=1583339600";

    assertThat(signedUrl(resource).sign(contract))
        .isEqualTo("6Rc4KxEAv3+lHpbNQWceIUqWVWq3ewxhadlJBRzZ0XQ=");
    assertThat(signedUrl(resource + "\nx-fc-security-token=stsToken").sign(contract))
        .isEqualTo("Yi0jCBQ6cTZc+tN8wtYUz9FbYNijx5jDiE3sVNW6XwA=");
  }

  @Test
  void neverPrintsTheSecret() {
    assertThat(KEY.toString()).contains("id").doesNotContain("test-secret");
  }

  private static Signature signedUrl(String resource) {
    return new Signature("GET", "", "", "1583339600", new TreeMap<>(), resource);
  }
}
