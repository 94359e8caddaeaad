// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import io.kafunc.httpapi.FcTime;
import java.time.Instant;

/** A version as FC shows it (contract 1.3). A version never changes, so its times are one. */
public record VersionAnswer(
    String versionId, String description, String createdTime, String lastModifiedTime) {

  public static VersionAnswer of(long versionId, String description, Instant publishedTime) {
    var time = FcTime.seconds(publishedTime);
    return new VersionAnswer(Long.toString(versionId), description, time, time);
  }
}
