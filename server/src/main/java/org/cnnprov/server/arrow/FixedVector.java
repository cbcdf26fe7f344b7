package org.cnnprov.server.arrow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Values that take the same number of bytes each. */
final class FixedVector extends Vector {

  private static final int DECIMAL_BYTES = 16;

  private final int width;
  private final Encoding encoding;
  private final Bytes values = new Bytes();

  /** Appends a value. */
  private interface Encoding {
    void put(Object value, Bytes values);
  }

  private FixedVector(int width, Encoding encoding) {
    this.width = width;
    this.encoding = encoding;
  }

  static FixedVector integer() {
    return ofLongs(Long.BYTES, value -> ((Number) value).longValue());
  }

  static FixedVector floating() {
    return ofLongs(
        Double.BYTES, value -> Double.doubleToRawLongBits(((Number) value).doubleValue()));
  }

  static FixedVector timestamp() {
    return ofLongs(Long.BYTES, FixedVector::microseconds);
  }

  static FixedVector date() {
    return ofLongs(Integer.BYTES, value -> ((LocalDate) value).toEpochDay());
  }

  static FixedVector time() {
    return ofLongs(Long.BYTES, value -> ((LocalTime) value).toNanoOfDay() / 1_000);
  }

  static FixedVector decimal(int scale) {
    return new FixedVector(DECIMAL_BYTES, (value, values) -> put(value, scale, values));
  }

  private static FixedVector ofLongs(int width, ToLongFunction<Object> number) {
    return new FixedVector(width, (value, values) -> values.put(number.applyAsLong(value), width));
  }

  @Override
  void put(@Nullable Object value) {
    if (value == null) {
      values.put(new byte[width]);
    } else {
      encoding.put(value, values);
    }
  }

  @Override
  int bytes() {
    return values.size();
  }

  @Override
  void clear() {
    super.clear();
    values.clear();
  }

  @Override
  void collectValues(List<byte[]> buffers) {
    buffers.add(values.toByteArray());
  }

  private static long microseconds(Object value) {
    Instant instant =
        value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) value;
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static void put(Object value, int scale, Bytes values) {
    BigDecimal decimal =
        value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    BigInteger unscaled = decimal.setScale(scale).unscaledValue();
    values.put(unscaled.longValue(), Long.BYTES);
    values.put(unscaled.shiftRight(Long.SIZE).longValue(), Long.BYTES);
  }
}
