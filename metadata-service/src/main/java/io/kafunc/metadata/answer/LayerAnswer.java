// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionPublished;
import java.util.List;

/**
 * A version of a layer as FC shows it (contract 1.11). Where its code is and what its ARN says
 * depends on who asks and where; rows leave both out.
 *
 * @param acl 1 where every account may use it, else 0
 */
public record LayerAnswer(
    String layerName,
    long version,
    String description,
    @JsonInclude(JsonInclude.Include.NON_NULL) Code code,
    long codeSize,
    String codeChecksum,
    String createTime,
    int acl,
    List<String> compatibleRuntime,
    @JsonInclude(JsonInclude.Include.NON_NULL) String arn) {

  private static final String REPOSITORY = "OSS";

  /** The archive's place, for a plain GET. */
  public record Code(String repositoryType, String location) {}

  public static LayerAnswer of(LayerVersionPublished event, boolean isPublic) {
    return new LayerAnswer(
        event.layerName(),
        event.version(),
        event.description(),
        null,
        event.code().size(),
        event.code().crc64(),
        FcTime.seconds(event.stamp().time()),
        acl(isPublic),
        event.compatibleRuntime(),
        null);
  }

  public LayerAnswer shared(boolean isPublic) {
    return with(code, acl(isPublic), arn);
  }

  /** As callers see it. */
  public LayerAnswer at(String location, String arn) {
    return with(new Code(REPOSITORY, location), acl, arn);
  }

  private LayerAnswer with(Code code, int acl, String arn) {
    return new LayerAnswer(
        layerName,
        version,
        description,
        code,
        codeSize,
        codeChecksum,
        createTime,
        acl,
        compatibleRuntime,
        arn);
  }

  private static int acl(boolean isPublic) {
    return isPublic ? 1 : 0;
  }
}
