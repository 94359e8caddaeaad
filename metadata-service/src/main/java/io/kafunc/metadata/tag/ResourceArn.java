// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.tag;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import java.util.regex.Pattern;

/**
 * The name of what can have tags, a service: {@code acs:fc:<region>:<account>:services/<s>}, or
 * {@code services/<s>} for short. The region is not looked at: there is one.
 */
record ResourceArn(String accountId, String serviceName) {

  private static final Pattern FORM =
      Pattern.compile("(?:acs:fc:[^:]*:(?<account>[^:]*):)?services/(?<service>[^/.:]+)");

  /** What was written, in the caller's account; 400 for anything that can have no tags. */
  static ResourceArn parse(String text, String accountId) {
    if (text.isEmpty()) {
      throw INVALID_ARGUMENT.saying("resourceArn is required but not set").exception();
    }
    var form = FORM.matcher(text);
    if (!form.matches() || isForeign(form.group("account"), accountId)) {
      throw INVALID_ARGUMENT
          .saying(
              "resourceArn is set to an invalid value"
                  + " (example: 'acs:fc:cn-hangzhou:%s:services/demo', actual: '%s')"
                      .formatted(accountId, text))
          .exception();
    }
    return new ResourceArn(accountId, form.group("service"));
  }

  private static boolean isForeign(String account, String own) {
    return account != null && !account.isEmpty() && !account.equals("*") && !account.equals(own);
  }

  /** The long form. */
  String whole(String region) {
    return "acs:fc:%s:%s:services/%s".formatted(region, accountId, serviceName);
  }
}
