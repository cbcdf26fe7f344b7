package org.cnnprov.provreaders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.model.ProvFactory;
import org.openprovenance.prov.notation.Utility;

/** ProvToolbox's readers; it has none of RDF. */
final class Readers {

  static final ProvFactory FACTORY = new org.openprovenance.prov.vanilla.ProvFactory();

  private Readers() {}

  static Document read(Path file) throws IOException {
    String name = file.toString();
    String format = name.substring(name.lastIndexOf('.') + 1);
    try (InputStream in = Files.newInputStream(file)) {
      return switch (format) {
        case "provn" -> new Utility().readDocument(in, FACTORY);
        case "json" ->
            new org.openprovenance.prov.core.json.serialization.ProvDeserialiser()
                .deserialiseDocument(in);
        case "jsonld" ->
            new org.openprovenance.prov.core.jsonld11.serialization.ProvDeserialiser()
                .deserialiseDocument(in);
        case "xml" ->
            new org.openprovenance.prov.core.xml.serialization.ProvDeserialiser()
                .deserialiseDocument(in);
        default -> throw new IllegalArgumentException("ProvToolbox has no reader of " + format);
      };
    }
  }
}
