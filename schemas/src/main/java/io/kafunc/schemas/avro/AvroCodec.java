// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/**
 * Avro single-object encoding (C3 01, CRC-64-AVRO fingerprint, body) of one or several top-level
 * schemas. An event written under another version of a schema is resolved into ours; its schema is
 * looked up by fingerprint. Thread-safe.
 */
public final class AvroCodec<E> implements EventCodec<E> {

  private static final int HEADER = 10;
  private static final short MAGIC = (short) 0xC301;
  private static final int LEAST_BYTES = 256;
  private static final int MOST_BYTES = 16 * 1024;

  private final WriterSchemas writers;
  private final Map<Class<?>, Encoding> encodings = new HashMap<>();
  private final Map<Long, Decoding> decodings = new ConcurrentHashMap<>();
  private final List<Contract> contracts;

  private AvroCodec(WriterSchemas writers, List<EventSchema<? extends E>> schemas) {
    this.writers = writers;
    this.contracts =
        schemas.stream().map(s -> new Contract(s, Binding.of(s.schema(), s.type()))).toList();
    for (var contract : contracts) {
      var encoding = new Encoding(contract.schema.fingerprint(), contract.binding);
      Binding.recordsOf(contract.schema.type()).forEach(type -> encodings.put(type, encoding));
      decodings.put(
          contract.schema.fingerprint(), new Decoding(contract.schema.schema(), contract));
    }
  }

  @SafeVarargs
  public static <E> AvroCodec<E> of(WriterSchemas writers, EventSchema<? extends E>... schemas) {
    return new AvroCodec<>(writers, List.of(schemas));
  }

  @Override
  public byte[] encode(E event) {
    var encoding = encodings.get(event.getClass());
    if (encoding == null) {
      throw new IllegalArgumentException(event.getClass() + " is not of this contract");
    }
    try {
      return encoding.write(event);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  @Override
  public E decode(byte[] bytes) {
    var decoding = decodings.computeIfAbsent(fingerprint(bytes), this::resolve);
    try {
      @SuppressWarnings("unchecked") // the contract's binding reads only what it permits
      var event = (E) decoding.read(bytes);
      return event;
    } catch (IOException | RuntimeException e) {
      throw new UndecodableException("torn or foreign event: " + e.getMessage(), e);
    }
  }

  /** The fingerprint an encoded event names. */
  public static long fingerprint(byte[] bytes) {
    if (bytes == null || bytes.length < HEADER || ByteBuffer.wrap(bytes).getShort() != MAGIC) {
      throw new UndecodableException("not an Avro single object");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
  }

  private static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER)
        .putShort(MAGIC)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(fingerprint)
        .array();
  }

  private Decoding resolve(long fingerprint) {
    var json =
        writers
            .json(fingerprint)
            .orElseThrow(
                () ->
                    new UndecodableException(
                        "unknown schema " + Long.toUnsignedString(fingerprint, 16)));
    var writer = new Schema.Parser(NameValidator.NO_VALIDATION).parse(json);
    return contracts.stream()
        .filter(contract -> contract.reads(writer))
        .findFirst()
        .map(contract -> new Decoding(writer, contract))
        .orElseThrow(() -> new UndecodableException("a schema of another contract: " + json));
  }

  /** Writes one schema's events; the next is expected to be about as large as the last. */
  private static final class Encoding {

    private final byte[] header;
    private final Binding binding;
    private int expectedBytes = LEAST_BYTES;

    Encoding(long fingerprint, Binding binding) {
      this.header = header(fingerprint);
      this.binding = binding;
    }

    byte[] write(Object event) throws IOException {
      var bytes = new ByteArrayOutputStream(expectedBytes);
      bytes.writeBytes(header);
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      binding.write(event, encoder);
      encoder.flush();
      expectedBytes = Math.clamp(bytes.size(), LEAST_BYTES, MOST_BYTES);
      return bytes.toByteArray();
    }
  }

  private record Contract(EventSchema<?> schema, Binding binding) {

    boolean reads(Schema writer) {
      return firstName(writer).equals(firstName(schema.schema()));
    }

    private static String firstName(Schema schema) {
      return schema.isUnion() ? schema.getTypes().getFirst().getFullName() : schema.getFullName();
    }
  }

  /** Reads what one writer schema wrote; resolving decoders are dear to make and kept. */
  private static final class Decoding {

    private final Schema writer;
    private final Contract contract;
    private final Queue<ResolvingDecoder> idle = new ConcurrentLinkedQueue<>();

    Decoding(Schema writer, Contract contract) {
      this.writer = writer;
      this.contract = contract;
    }

    Object read(byte[] bytes) throws IOException {
      var in = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
      var decoder = idle.poll();
      if (decoder == null) {
        decoder = DecoderFactory.get().resolvingDecoder(writer, contract.schema.schema(), in);
      } else {
        decoder.configure(in);
      }
      var event = contract.binding.read(decoder);
      decoder.drain();
      requireEnd(in);
      idle.offer(decoder);
      return event;
    }

    private static void requireEnd(BinaryDecoder in) throws IOException {
      if (!in.isEnd()) {
        throw new IOException("bytes after the end");
      }
    }
  }
}
