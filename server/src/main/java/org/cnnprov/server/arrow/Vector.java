package org.cnnprov.server.arrow;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of a column in one batch, as the bytes that stand for them. */
abstract class Vector {

  private final Bits valid = new Bits();
  private int length;
  private int nulls;

  /**
   * A vector for values of the type.
   *
   * @param structures turns maps and lists into text, where the type is that
   */
  static Vector of(ArrowType type, Function<Object, String> structures) {
    if (type instanceof ArrowType.ListOf list) {
      return new ListVector(Vector.of(list.items(), structures));
    } else if (type instanceof ArrowType.Decimal decimal) {
      return FixedVector.decimal(decimal.scale());
    }
    return switch ((ArrowType.Plain) type) {
      case BOOLEAN -> new BooleanVector();
      case INTEGER -> FixedVector.integer();
      case FLOATING -> FixedVector.floating();
      case TEXT -> new TextVector(structures);
      case TIMESTAMP -> FixedVector.timestamp();
      case DATE -> FixedVector.date();
      case TIME -> FixedVector.time();
    };
  }

  final void add(@Nullable Object value) {
    valid.add(value != null);
    nulls += value == null ? 1 : 0;
    length++;
    put(value);
  }

  final int length() {
    return length;
  }

  final int nulls() {
    return nulls;
  }

  void clear() {
    valid.clear();
    length = 0;
    nulls = 0;
  }

  /** Appends this vector and those within it, a parent first. */
  void collect(List<Vector> all) {
    all.add(this);
  }

  /** Its own buffers: where values are, and what they are. */
  final void collectBuffers(List<byte[]> buffers) {
    buffers.add(valid.toByteArray());
    collectValues(buffers);
  }

  /** About how much it holds. */
  abstract int bytes();

  /** Null takes the place of a value where each has the same size. */
  abstract void put(@Nullable Object value);

  abstract void collectValues(List<byte[]> buffers);
}
