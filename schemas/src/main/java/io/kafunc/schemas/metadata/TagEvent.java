// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happens to the tags of a service. Avro: tag.avsc. */
public sealed interface TagEvent extends OfService {

  /** A service got tags, or other values of those it had; others stay. */
  record ServiceTagged(Stamp stamp, String serviceName, Map<String, String> tags)
      implements TagEvent {
    public ServiceTagged {
      tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
  }

  /** A service lost tags. */
  record ServiceUntagged(Stamp stamp, String serviceName, List<String> tagKeys)
      implements TagEvent {
    public ServiceUntagged {
      tagKeys = List.copyOf(tagKeys);
    }
  }
}
