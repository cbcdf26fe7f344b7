package org.cnnprov.prov.write;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of PROV documents that can be written. */
public enum Format {
  PROVN("text/provenance-notation", ProvNWriter::new),
  JSON("application/json", ProvJsonWriter::new),
  JSONLD("application/ld+json", ProvJsonLdWriter::new),
  TTL("text/turtle", RdfWriter::turtle),
  TRIG("application/trig", RdfWriter::trig),
  XML("application/provenance+xml", ProvXmlWriter::new);

  /** Makes a writer of a format over a stream of characters, which it leaves open. */
  private interface Opening {
    DocumentWriter on(Writer out) throws IOException;
  }

  private final String mediaType;

  @SuppressWarnings("ImmutableEnumChecker") // a reference to a method
  private final Opening opening;

  Format(String mediaType, Opening opening) {
    this.mediaType = mediaType;
    this.opening = opening;
  }

  /** Its name in parameters and file names. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String mediaType() {
    return mediaType;
  }

  public DocumentWriter writer(Writer out) throws IOException {
    return opening.on(out);
  }

  public static Optional<Format> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
  }

  public static Format ofMediaType(String mediaType) {
    return Arrays.stream(values())
        .filter(each -> each.mediaType.equals(mediaType))
        .findFirst()
        .orElseThrow();
  }

  public static List<String> texts() {
    return Arrays.stream(values()).map(Format::text).toList();
  }

  public static List<String> mediaTypes() {
    return Arrays.stream(values()).map(Format::mediaType).toList();
  }
}
