// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An immutable sorted map whose change costs the logarithm of its size and shares the rest: what
 * lets an account of ten thousand functions change ten thousand times. A treap; a key's priority is
 * its hash, so equal maps have equal shapes however they came about.
 */
public final class Tree<K extends Comparable<K>, V> {

  private static final Tree<?, ?> EMPTY = new Tree<>(null);

  private final Node<K, V> root;

  private Tree(Node<K, V> root) {
    this.root = root;
  }

  @SuppressWarnings("unchecked") // holds neither keys nor values
  public static <K extends Comparable<K>, V> Tree<K, V> empty() {
    return (Tree<K, V>) EMPTY;
  }

  public Optional<V> get(K key) {
    for (var node = root; node != null; ) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return Optional.of(node.value);
      }
      node = order < 0 ? node.left : node.right;
    }
    return Optional.empty();
  }

  public boolean has(K key) {
    return get(key).isPresent();
  }

  public boolean isEmpty() {
    return root == null;
  }

  public int size() {
    return size(root);
  }

  /** The greatest key's entry. */
  public Optional<Map.Entry<K, V>> last() {
    if (root == null) {
      return Optional.empty();
    }
    var node = root;
    while (node.right != null) {
      node = node.right;
    }
    return Optional.of(Map.entry(node.key, node.value));
  }

  public void forEach(BiConsumer<K, V> action) {
    forEach(root, action);
  }

  /** Keys and values in the order of keys. */
  public List<Map.Entry<K, V>> entries() {
    var entries = new ArrayList<Map.Entry<K, V>>(size());
    forEach((key, value) -> entries.add(Map.entry(key, value)));
    return entries;
  }

  public Tree<K, V> with(K key, V value) {
    return new Tree<>(insert(root, key, value, priority(key)));
  }

  public Tree<K, V> without(K key) {
    var smaller = remove(root, key);
    return smaller == null ? empty() : new Tree<>(smaller);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tree<?, ?> tree && entries().equals(tree.entries());
  }

  @Override
  public int hashCode() {
    return entries().hashCode();
  }

  @Override
  public String toString() {
    return entries().toString();
  }

  private static <K extends Comparable<K>, V> Node<K, V> insert(
      Node<K, V> node, K key, V value, long priority) {
    if (node == null) {
      return new Node<>(key, value, priority, null, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return new Node<>(key, value, priority, node.left, node.right);
    }
    if (above(priority, key, node)) {
      return new Node<>(key, value, priority, lower(node, key), higher(node, key));
    }
    return order < 0
        ? node.with(insert(node.left, key, value, priority), node.right)
        : node.with(node.left, insert(node.right, key, value, priority));
  }

  private static <K extends Comparable<K>, V> Node<K, V> remove(Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return merge(node.left, node.right);
    }
    return order < 0
        ? node.with(remove(node.left, key), node.right)
        : node.with(node.left, remove(node.right, key));
  }

  private static <K extends Comparable<K>, V> Node<K, V> lower(Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    return node.key.compareTo(key) < 0
        ? node.with(node.left, lower(node.right, key))
        : lower(node.left, key);
  }

  private static <K extends Comparable<K>, V> Node<K, V> higher(Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    return node.key.compareTo(key) > 0
        ? node.with(higher(node.left, key), node.right)
        : higher(node.right, key);
  }

  private static <K extends Comparable<K>, V> Node<K, V> merge(Node<K, V> left, Node<K, V> right) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    return above(left.priority, left.key, right)
        ? left.with(left.left, merge(left.right, right))
        : right.with(merge(left, right.left), right.right);
  }

  private static <K extends Comparable<K>> boolean above(long priority, K key, Node<K, ?> node) {
    return priority != node.priority ? priority > node.priority : key.compareTo(node.key) < 0;
  }

  private static long priority(Object key) {
    var text = key.toString();
    long hash = 0xcbf2_9ce4_8422_2325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100_0000_01b3L;
    }
    return (hash ^ hash >>> 31) * 0xBF58_476D_1CE4_E5B9L;
  }

  private static int size(Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }

  private static <K, V> void forEach(Node<K, V> node, BiConsumer<K, V> action) {
    if (node != null) {
      forEach(node.left, action);
      action.accept(node.key, node.value);
      forEach(node.right, action);
    }
  }

  private record Node<K, V>(
      K key, V value, long priority, Node<K, V> left, Node<K, V> right, int size) {

    Node(K key, V value, long priority, Node<K, V> left, Node<K, V> right) {
      this(key, value, priority, left, right, 1 + Tree.size(left) + Tree.size(right));
    }

    Node<K, V> with(Node<K, V> left, Node<K, V> right) {
      return new Node<>(key, value, priority, left, right);
    }
  }
}
