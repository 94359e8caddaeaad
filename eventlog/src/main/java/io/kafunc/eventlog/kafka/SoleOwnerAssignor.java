// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member: to who has them, else to who has stood longest, so that a
 * newcomer never interrupts an owner. Cooperative: a partition that another still holds is given
 * only after it was given up. Made by Kafka's consumer from its settings.
 */
public final class SoleOwnerAssignor implements ConsumerPartitionAssignor, Configurable {

  /** Setting: since when this member stands for election, in epoch milliseconds. */
  static final String SINCE = "kafunc.standing.since";

  private long since;

  @Override
  public void configure(Map<String, ?> settings) {
    since = Long.parseLong(settings.get(SINCE).toString());
  }

  @Override
  public String name() {
    return "kafunc-sole-owner";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
  }

  @Override
  public ByteBuffer subscriptionUserData(Set<String> topics) {
    return ByteBuffer.allocate(Long.BYTES).putLong(since).flip();
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
    var members = group.groupSubscription();
    var chosen =
        members.keySet().stream()
            .min(
                Comparator.<String>comparingInt(id -> -generationHeld(members.get(id)))
                    .thenComparingLong(id -> standsSince(members.get(id)))
                    .thenComparing(id -> members.get(id).groupInstanceId().orElse(id)))
            .orElseThrow();
    var assignments = new HashMap<String, Assignment>();
    members.keySet().forEach(id -> assignments.put(id, new Assignment(List.of())));
    assignments.put(chosen, new Assignment(free(cluster, chosen, members)));
    return new GroupAssignment(assignments);
  }

  /** -1 for a member that holds nothing: a claim of a newer generation outdoes an older one. */
  private static int generationHeld(Subscription member) {
    return member.ownedPartitions().isEmpty() ? -1 : member.generationId().orElse(0);
  }

  private static long standsSince(Subscription member) {
    var data = member.userData();
    return data == null || data.remaining() < Long.BYTES
        ? Long.MAX_VALUE
        : data.getLong(data.position());
  }

  private static List<TopicPartition> free(
      Cluster cluster, String chosen, Map<String, Subscription> members) {
    var held = new HashSet<TopicPartition>();
    members.forEach(
        (id, member) -> {
          if (!id.equals(chosen)) {
            held.addAll(member.ownedPartitions());
          }
        });
    held.removeAll(members.get(chosen).ownedPartitions());
    var free = new ArrayList<TopicPartition>();
    for (var topic : members.get(chosen).topics()) {
      IntStream.range(0, cluster.partitionCountForTopic(topic))
          .mapToObj(partition -> new TopicPartition(topic, partition))
          .filter(partition -> !held.contains(partition))
          .forEach(free::add);
    }
    return free;
  }
}
