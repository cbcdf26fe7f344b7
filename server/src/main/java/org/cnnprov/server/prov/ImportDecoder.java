package org.cnnprov.server.prov;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.codec.Utf8;
import org.cnnprov.event.Batch;
import org.cnnprov.event.ProvenanceDocument;
import org.cnnprov.event.Request;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Position;
import org.cnnprov.model.Problem;
import org.cnnprov.prov.read.Document;
import org.cnnprov.prov.read.ProvJsonReader;
import org.cnnprov.prov.read.ProvNReader;
import org.cnnprov.prov.read.ReadException;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.ingest.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a document of provenance that was made elsewhere.
 *
 * @param format {@link Format#PROVN} or {@link Format#JSON}
 * @param person who sends it, as far as that is known
 * @param name what it is called
 */
record ImportDecoder(Format format, @Nullable String person, @Nullable String name)
    implements Decoder {

  /** Those that are read. */
  static final List<Format> FORMATS = List.of(Format.PROVN, Format.JSON);

  @Override
  public Decoded decode(Request request) throws UndecodableException {
    Utf8.check(request.whole());
    String text = new String(request.body(), StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      throw undecodable(ErrorCode.UNKNOWN_VALUE, new Position(1, 1), "the document holds U+0000");
    }
    Document document = read(text);
    ProvenanceDocument provenance =
        new ProvenanceDocument(
            sha256(request.body()), format.text(), name, ImportedStatements.parts(document));
    return new Decoded(new Batch.Imported(request, person, provenance), List.of());
  }

  private Document read(String text) throws UndecodableException {
    try {
      return format == Format.JSON ? ProvJsonReader.read(text) : ProvNReader.read(text);
    } catch (ReadException wrong) {
      throw undecodable(
          code(wrong.kind()),
          new Position(wrong.line(), wrong.column()),
          String.valueOf(wrong.getMessage()));
    }
  }

  private ErrorCode code(ReadException.Kind kind) {
    return switch (kind) {
      case SYNTAX -> format == Format.JSON ? ErrorCode.MALFORMED_JSON : ErrorCode.MALFORMED_TEXT;
      case NAME -> ErrorCode.INVALID_NAME;
      case TIME -> ErrorCode.INVALID_TIME;
      case UNKNOWN -> ErrorCode.UNKNOWN_VALUE;
      case SIZE -> ErrorCode.TOO_LARGE;
    };
  }

  private static UndecodableException undecodable(ErrorCode code, Position at, String detail) {
    return new UndecodableException(List.of(Problem.inText(code, at, detail)));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
