package org.cnnprov.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as the contract has it: NaN and infinities as strings, times in UTC with
 * microseconds. Writes as it goes, and holds no document in memory.
 */
public final class JsonWriter implements AutoCloseable {

  /** Whoever opened the output closes it. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator generator;

  public JsonWriter(OutputStream output) throws IOException {
    generator = FACTORY.createGenerator(output);
  }

  /** A value by itself. */
  public static String text(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = new JsonWriter(bytes)) {
      json.value(value);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  public void beginObject() throws IOException {
    generator.writeStartObject();
  }

  public void endObject() throws IOException {
    generator.writeEndObject();
  }

  public void beginArray() throws IOException {
    generator.writeStartArray();
  }

  public void endArray() throws IOException {
    generator.writeEndArray();
  }

  public void name(String name) throws IOException {
    generator.writeFieldName(name);
  }

  public void field(String name, @Nullable Object value) throws IOException {
    name(name);
    value(value);
  }

  /** A text that is JSON already. */
  public record Raw(String json) {}

  /** A value of those that {@link org.cnnprov.store.RowSink#row} names, or {@link Raw}. */
  public void value(@Nullable Object value) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof LocalDateTime time) {
      generator.writeString(Times.text(time));
    } else if (value instanceof Instant time) {
      generator.writeString(Times.text(time));
    } else if (value instanceof Raw raw) {
      generator.writeRawValue(raw.json());
    } else {
      generator.writeString(value.toString());
    }
  }

  private void number(Number number) throws IOException {
    if (number instanceof BigDecimal decimal) {
      generator.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      generator.writeNumber(integer);
    } else if (number instanceof Double || number instanceof Float) {
      floating(number.doubleValue());
    } else {
      generator.writeNumber(number.longValue());
    }
  }

  private void floating(double number) throws IOException {
    if (Double.isFinite(number)) {
      generator.writeNumber(number);
    } else {
      generator.writeString(Double.toString(number));
    }
  }

  private void list(List<?> list) throws IOException {
    beginArray();
    for (Object item : list) {
      value(item);
    }
    endArray();
  }

  private void map(Map<?, ?> map) throws IOException {
    beginObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      field(String.valueOf(entry.getKey()), entry.getValue());
    }
    endObject();
  }

  /** Hands on to the output what was written so far. */
  public void flush() throws IOException {
    generator.flush();
  }

  @Override
  public void close() throws IOException {
    generator.close();
  }
}
