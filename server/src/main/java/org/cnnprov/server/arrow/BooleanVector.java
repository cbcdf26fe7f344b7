package org.cnnprov.server.arrow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Booleans, a bit each. */
final class BooleanVector extends Vector {

  private final Bits values = new Bits();

  @Override
  void put(@Nullable Object value) {
    values.add(Boolean.TRUE.equals(value));
  }

  @Override
  int bytes() {
    return length() / 8;
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
}
