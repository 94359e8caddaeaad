// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import java.util.List;
import java.util.Map;

/** What can be asked of a service's tags (contract 1.11). */
public sealed interface TagCommand extends MetadataCommand {

  String serviceName();

  record TagResource(Author author, String serviceName, Map<String, String> tags)
      implements TagCommand {}

  /**
   * @param all whether every tag goes, whatever {@code tagKeys} names
   */
  record UntagResource(Author author, String serviceName, List<String> tagKeys, boolean all)
      implements TagCommand {}
}
