// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class SoleOwnerAssignorTest {

  private static final TopicPartition ZERO = new TopicPartition("calls", 0);
  private static final TopicPartition ONE = new TopicPartition("calls", 1);
  private static final List<TopicPartition> NONE = List.of();

  private final Map<String, Subscription> members = new HashMap<>();

  @Test
  void givesAllToWhoHasStoodLongest() {
    member("young", 200, 0, NONE);
    member("old", 100, 0, NONE);
    assertThat(assigned("old")).containsExactly(ZERO, ONE);
    assertThat(assigned("young")).isEmpty();
  }

  @Test
  void leavesAllWithWhoHasThemWhoeverComes() {
    member("owner", 200, 3, List.of(ZERO, ONE));
    member("older", 100, 0, NONE);
    assertThat(assigned("owner")).containsExactly(ZERO, ONE);
    assertThat(assigned("older")).isEmpty();
  }

  @Test
  void givesAPartitionThatAnotherStillHoldsOnlyAfterItWasGivenUp() {
    member("newer", 200, 4, List.of(ZERO));
    member("stale", 100, 3, List.of(ONE));
    assertThat(assigned("newer")).containsExactly(ZERO);
    assertThat(assigned("stale")).isEmpty();
  }

  private void member(String id, long since, int generation, List<TopicPartition> owned) {
    members.put(
        id,
        new Subscription(
            List.of("calls"),
            ByteBuffer.allocate(Long.BYTES).putLong(since).flip(),
            owned,
            generation,
            Optional.empty()));
  }

  private List<TopicPartition> assigned(String member) {
    var node = new Node(1, "127.0.0.1", 9092);
    var partitions =
        IntStream.range(0, 2)
            .mapToObj(i -> new PartitionInfo("calls", i, node, new Node[] {node}, new Node[0]))
            .toList();
    var cluster = new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    return new SoleOwnerAssignor()
        .assign(cluster, new GroupSubscription(members))
        .groupAssignment()
        .get(member)
        .partitions();
  }
}
