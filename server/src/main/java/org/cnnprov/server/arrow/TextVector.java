package org.cnnprov.server.arrow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Texts in UTF-8, one after the other, with their ends beside them. */
final class TextVector extends Vector {

  private final Bytes ends = new Bytes();
  private final Bytes text = new Bytes();

  private final Function<Object, String> structures;

  /**
   * A vector without texts.
   *
   * @param structures turns maps and lists into text
   */
  TextVector(Function<Object, String> structures) {
    this.structures = structures;
    ends.put(0, Integer.BYTES);
  }

  @Override
  void put(@Nullable Object value) {
    if (value != null) {
      text.put(bytes(value));
    }
    ends.put(text.size(), Integer.BYTES);
  }

  @Override
  int bytes() {
    return text.size() + ends.size();
  }

  @Override
  void clear() {
    super.clear();
    text.clear();
    ends.clear();
    ends.put(0, Integer.BYTES);
  }

  @Override
  void collectValues(List<byte[]> buffers) {
    buffers.add(ends.toByteArray());
    buffers.add(text.toByteArray());
  }

  private byte[] bytes(Object value) {
    String whole =
        value instanceof Map || value instanceof List ? structures.apply(value) : value.toString();
    return whole.getBytes(StandardCharsets.UTF_8);
  }
}
