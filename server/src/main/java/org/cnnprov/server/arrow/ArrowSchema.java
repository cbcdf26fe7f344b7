package org.cnnprov.server.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** The description of the columns at the beginning of an Arrow stream. */
final class ArrowSchema {

  private static final String ITEM = "item";
  private static final String UTC = "UTC";

  private final FlatBufferBuilder builder;

  private ArrowSchema(FlatBufferBuilder builder) {
    this.builder = builder;
  }

  /** Writes it, and returns where. */
  static int write(List<String> names, List<ArrowType> types, FlatBufferBuilder builder) {
    ArrowSchema writer = new ArrowSchema(builder);
    int[] fields = new int[names.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = writer.field(names.get(i), types.get(i));
    }
    int all = Schema.createFieldsVector(builder, fields);
    Schema.startSchema(builder);
    Schema.addEndianness(builder, Endianness.Little);
    Schema.addFields(builder, all);
    return Schema.endSchema(builder);
  }

  private int field(String name, ArrowType type) {
    int[] items =
        type instanceof ArrowType.ListOf list ? new int[] {field(ITEM, list.items())} : new int[0];
    int children = Field.createChildrenVector(builder, items);
    int nameAt = builder.createString(name);
    int typeAt = type(type);
    Field.startField(builder);
    Field.addName(builder, nameAt);
    Field.addNullable(builder, true);
    Field.addTypeType(builder, kind(type));
    Field.addType(builder, typeAt);
    Field.addChildren(builder, children);
    return Field.endField(builder);
  }

  private static byte kind(ArrowType type) {
    if (type instanceof ArrowType.ListOf) {
      return Type.List;
    } else if (type instanceof ArrowType.Decimal) {
      return Type.Decimal;
    }
    return switch ((ArrowType.Plain) type) {
      case BOOLEAN -> Type.Bool;
      case INTEGER -> Type.Int;
      case FLOATING -> Type.FloatingPoint;
      case TEXT -> Type.Utf8;
      case TIMESTAMP -> Type.Timestamp;
      case DATE -> Type.Date;
      case TIME -> Type.Time;
    };
  }

  private int type(ArrowType type) {
    if (type instanceof ArrowType.ListOf) {
      org.apache.arrow.flatbuf.List.startList(builder);
      return org.apache.arrow.flatbuf.List.endList(builder);
    } else if (type instanceof ArrowType.Decimal decimal) {
      return Decimal.createDecimal(builder, decimal.precision(), decimal.scale(), 128);
    }
    return switch ((ArrowType.Plain) type) {
      case BOOLEAN -> {
        Bool.startBool(builder);
        yield Bool.endBool(builder);
      }
      case INTEGER -> Int.createInt(builder, Long.SIZE, true);
      case FLOATING -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
      case TEXT -> {
        Utf8.startUtf8(builder);
        yield Utf8.endUtf8(builder);
      }
      case TIMESTAMP ->
          Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString(UTC));
      case DATE -> Date.createDate(builder, DateUnit.DAY);
      case TIME -> Time.createTime(builder, TimeUnit.MICROSECOND, Long.SIZE);
    };
  }
}
