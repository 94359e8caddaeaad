// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64/ECMA-182, reflected (the "crc64ecma" of the object store, elsewhere CRC-64/XZ), eight
 * bytes at a step. Not thread-safe.
 */
public final class Crc64 {

  private static final long POLYNOMIAL = 0xC96C_5795_D787_0F42L;
  private static final long[][] TABLES = tables();
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long state = -1L;

  public void update(byte[] bytes, int offset, int length) {
    long crc = state;
    int i = offset;
    int end = offset + length;
    for (; end - i >= 8; i += 8) {
      crc ^= (long) LITTLE_ENDIAN.get(bytes, i);
      crc =
          TABLES[7][(int) crc & 0xFF]
              ^ TABLES[6][(int) (crc >>> 8) & 0xFF]
              ^ TABLES[5][(int) (crc >>> 16) & 0xFF]
              ^ TABLES[4][(int) (crc >>> 24) & 0xFF]
              ^ TABLES[3][(int) (crc >>> 32) & 0xFF]
              ^ TABLES[2][(int) (crc >>> 40) & 0xFF]
              ^ TABLES[1][(int) (crc >>> 48) & 0xFF]
              ^ TABLES[0][(int) (crc >>> 56)];
    }
    for (; i < end; i++) {
      crc = TABLES[0][(int) (crc ^ bytes[i]) & 0xFF] ^ crc >>> 8;
    }
    state = crc;
  }

  public long value() {
    return ~state;
  }

  private static long[][] tables() {
    var tables = new long[8][256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
      }
      tables[0][i] = crc;
    }
    for (int i = 0; i < 256; i++) {
      for (int step = 1; step < 8; step++) {
        long before = tables[step - 1][i];
        tables[step][i] = tables[0][(int) before & 0xFF] ^ before >>> 8;
      }
    }
    return tables;
  }
}
