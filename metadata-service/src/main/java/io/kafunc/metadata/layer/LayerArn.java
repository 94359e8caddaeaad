// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.layer;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import java.util.regex.Pattern;

/** A version of a layer: {@code acs:fc:<region>:<account>:layers/<layer>/versions/<version>}. */
record LayerArn(String accountId, String layerName, String version) {

  private static final Pattern FORM =
      Pattern.compile("acs:fc:[^:]*:([^:]*):layers/([^/:]+)/versions/([^/:]+)");

  static LayerArn parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw INVALID_ARGUMENT
          .saying(
              "arn is set to an invalid value"
                  + " (example: 'acs:fc:cn-hangzhou:123456:layers/demo/versions/1', actual: '%s')"
                      .formatted(text))
          .exception();
    }
    return new LayerArn(form.group(1), form.group(2), form.group(3));
  }

  String format(String region) {
    return "acs:fc:%s:%s:layers/%s/versions/%s".formatted(region, accountId, layerName, version);
  }
}
