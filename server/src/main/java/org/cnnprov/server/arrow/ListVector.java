package org.cnnprov.server.arrow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists: the items of all in one vector, with their ends beside it. */
final class ListVector extends Vector {

  private final Bytes ends = new Bytes();
  private final Vector items;

  ListVector(Vector items) {
    this.items = items;
    ends.put(0, Integer.BYTES);
  }

  @Override
  void put(@Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(items::add);
    }
    ends.put(items.length(), Integer.BYTES);
  }

  @Override
  int bytes() {
    return items.bytes() + ends.size();
  }

  @Override
  void clear() {
    super.clear();
    items.clear();
    ends.clear();
    ends.put(0, Integer.BYTES);
  }

  @Override
  void collect(List<Vector> all) {
    super.collect(all);
    items.collect(all);
  }

  @Override
  void collectValues(List<byte[]> buffers) {
    buffers.add(ends.toByteArray());
  }
}
