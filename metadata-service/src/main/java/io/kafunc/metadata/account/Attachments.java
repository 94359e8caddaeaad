// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What hangs on a service beside its configuration; no version freezes it.
 *
 * @param vpcIds the VPCs it is bound to, sorted
 */
public record Attachments(Map<String, String> tags, List<String> vpcIds) {

  public static final Attachments NONE = new Attachments(Map.of(), List.of());

  public Attachments {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    vpcIds = vpcIds.stream().sorted().toList();
  }

  /** With these tags besides, or instead of those with the same keys. */
  public Attachments tagged(Map<String, String> more) {
    var all = new TreeMap<>(tags);
    all.putAll(more);
    return new Attachments(all, vpcIds);
  }

  public Attachments untagged(Collection<String> keys) {
    var rest = new TreeMap<>(tags);
    rest.keySet().removeAll(keys);
    return new Attachments(rest, vpcIds);
  }

  public Attachments bound(String vpcId) {
    var all = new ArrayList<>(vpcIds);
    if (!all.contains(vpcId)) {
      all.add(vpcId);
    }
    return new Attachments(tags, all);
  }

  public Attachments unbound(String vpcId) {
    return new Attachments(tags, vpcIds.stream().filter(id -> !id.equals(vpcId)).toList());
  }
}
