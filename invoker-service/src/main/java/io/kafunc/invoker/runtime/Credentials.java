// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

/** Temporary credentials a function finds in its context (F-29). */
public record Credentials(String accessKeyId, String accessKeySecret, String securityToken) {

  public static final Credentials NONE = new Credentials("", "", "");

  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + "]";
  }
}
