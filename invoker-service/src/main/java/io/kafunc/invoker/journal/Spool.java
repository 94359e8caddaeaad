// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Letters on disk while the broker is away: files of a few megabytes, each deleted when all its
 * letters have been delivered. What an earlier process left is taken up first. A write survives the
 * end of the process, not of the machine. Confined to the outbox's thread.
 */
final class Spool {

  private static final String SUFFIX = ".letters";
  private static final int SEGMENT_BYTES = 4 * 1024 * 1024;

  private final Path folder;
  private final long limit;
  private final Deque<Segment> waiting = new ArrayDeque<>();
  private Segment parked;
  private Segment insured;
  private long bytes;
  private long lastNumber;

  /** A file and how many of its letters are still to be delivered. */
  static final class Segment {
    private final Path file;
    private long bytes;
    private int open;
    private boolean full;

    private Segment(Path file) {
      this.file = file;
    }
  }

  /** A letter that was read back. */
  record Kept(Letter letter, Segment segment) {}

  Spool(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
    try {
      Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
          var segment = new Segment(file);
          segment.bytes = Files.size(file);
          segment.full = true;
          bytes += segment.bytes;
          lastNumber = Math.max(lastNumber, number(file));
          waiting.add(segment);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot use the spool folder " + folder, failure);
    }
  }

  long bytes() {
    return bytes;
  }

  boolean hasWaiting() {
    return !waiting.isEmpty() || parked != null;
  }

  boolean hasRoomFor(long more) {
    return bytes + more <= limit;
  }

  /** Keeps letters that were not sent: {@link #take} gives them back. */
  void park(List<Letter> letters) throws IOException {
    if (parked == null) {
      parked = next();
    }
    append(parked, letters);
    if (parked.bytes >= SEGMENT_BYTES) {
      closeParked();
    }
  }

  /**
   * Keeps letters that are on their way, in case this process ends before they are acked.
   *
   * @return the segment, to be told by {@link #delivered}
   */
  Segment insure(List<Letter> letters) throws IOException {
    if (insured == null || insured.bytes >= SEGMENT_BYTES) {
      retire(insured);
      insured = next();
    }
    append(insured, letters);
    insured.open += letters.size();
    return insured;
  }

  /** The letters of the oldest file that waits. */
  List<Kept> take() throws IOException {
    if (waiting.isEmpty()) {
      closeParked();
    }
    var segment = waiting.poll();
    if (segment == null) {
      return List.of();
    }
    var kept = new ArrayList<Kept>();
    var in = ByteBuffer.wrap(Files.readAllBytes(segment.file));
    for (Optional<Letter> letter = Letter.readFrom(in);
        letter.isPresent();
        letter = Letter.readFrom(in)) {
      kept.add(new Kept(letter.get(), segment));
    }
    segment.open = kept.size();
    deleteIfDelivered(segment);
    return kept;
  }

  /** One letter of this segment has arrived. */
  void delivered(Segment segment) throws IOException {
    segment.open--;
    if (segment == insured && segment.open == 0) {
      retire(segment);
      insured = null;
      return;
    }
    deleteIfDelivered(segment);
  }

  private void retire(Segment segment) throws IOException {
    if (segment != null) {
      segment.full = true;
      deleteIfDelivered(segment);
    }
  }

  private void closeParked() {
    if (parked != null) {
      parked.full = true;
      waiting.add(parked);
      parked = null;
    }
  }

  private void deleteIfDelivered(Segment segment) throws IOException {
    if (segment.full && segment.open == 0) {
      Files.deleteIfExists(segment.file);
      bytes -= segment.bytes;
      segment.bytes = 0;
    }
  }

  /** Writes behind the last whole letter, also where a write was cut short by a full disk. */
  private void append(Segment segment, List<Letter> letters) throws IOException {
    int size = letters.stream().mapToInt(Letter::size).sum();
    var out = ByteBuffer.allocate(size);
    letters.forEach(letter -> letter.writeTo(out));
    out.flip();
    try (var channel =
        FileChannel.open(segment.file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (out.hasRemaining()) {
        channel.write(out, segment.bytes + out.position());
      }
    }
    segment.bytes += size;
    bytes += size;
  }

  private Segment next() {
    return new Segment(folder.resolve("%012d%s".formatted(++lastNumber, SUFFIX)));
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }
}
