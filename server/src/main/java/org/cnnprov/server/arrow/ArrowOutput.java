package org.cnnprov.server.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** The messages of an Arrow stream: a schema, batches, the end. */
final class ArrowOutput {

  /** What each message begins with, before the length of its metadata. */
  private static final int CONTINUATION = -1;

  private static final int ALIGNMENT = 8;

  private final OutputStream output;

  ArrowOutput(OutputStream output) {
    this.output = output;
  }

  void schema(List<String> names, List<ArrowType> types) throws IOException {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int schema = ArrowSchema.write(names, types, builder);
    message(builder, MessageHeader.Schema, schema, 0);
  }

  void batch(int rows, List<Vector> columns) throws IOException {
    List<Vector> vectors = new ArrayList<>();
    columns.forEach(column -> column.collect(vectors));
    List<byte[]> buffers = new ArrayList<>();
    vectors.forEach(vector -> vector.collectBuffers(buffers));
    long bytes = buffers.stream().mapToLong(buffer -> padded(buffer.length)).sum();
    FlatBufferBuilder builder = new FlatBufferBuilder();
    message(builder, MessageHeader.RecordBatch, header(rows, vectors, buffers, builder), bytes);
    for (byte[] buffer : buffers) {
      output.write(buffer);
      output.write(new byte[padded(buffer.length) - buffer.length]);
    }
  }

  void end() throws IOException {
    Bytes end = new Bytes();
    end.put(CONTINUATION, Integer.BYTES);
    end.put(0, Integer.BYTES);
    output.write(end.toByteArray());
  }

  /** Vectors of structures are built from their end. */
  private static int header(
      int rows, List<Vector> vectors, List<byte[]> buffers, FlatBufferBuilder builder) {
    RecordBatch.startNodesVector(builder, vectors.size());
    for (int i = vectors.size() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(builder, vectors.get(i).length(), vectors.get(i).nulls());
    }
    int nodes = builder.endVector();
    long end = buffers.stream().mapToLong(buffer -> padded(buffer.length)).sum();
    RecordBatch.startBuffersVector(builder, buffers.size());
    for (int i = buffers.size() - 1; i >= 0; i--) {
      int length = buffers.get(i).length;
      end -= padded(length);
      Buffer.createBuffer(builder, end, length);
    }
    int places = builder.endVector();
    RecordBatch.startRecordBatch(builder);
    RecordBatch.addLength(builder, rows);
    RecordBatch.addNodes(builder, nodes);
    RecordBatch.addBuffers(builder, places);
    return RecordBatch.endRecordBatch(builder);
  }

  private void message(FlatBufferBuilder builder, byte kind, int header, long bodyBytes)
      throws IOException {
    Message.startMessage(builder);
    Message.addVersion(builder, MetadataVersion.V5);
    Message.addHeaderType(builder, kind);
    Message.addHeader(builder, header);
    Message.addBodyLength(builder, bodyBytes);
    builder.finish(Message.endMessage(builder));
    byte[] metadata = builder.sizedByteArray();
    Bytes all = new Bytes();
    all.put(CONTINUATION, Integer.BYTES);
    all.put(padded(metadata.length), Integer.BYTES);
    all.put(metadata);
    all.put(new byte[padded(metadata.length) - metadata.length]);
    output.write(all.toByteArray());
  }

  private static int padded(int bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
