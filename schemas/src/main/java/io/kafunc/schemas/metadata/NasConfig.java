// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;

/** NAS access of a service's functions. */
public record NasConfig(int userId, int groupId, List<NasMountPoint> mountPoints) {
  public NasConfig {
    mountPoints = List.copyOf(mountPoints);
  }
}
