package org.cnnprov.server.prov;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Routes;

/** Serves what documents refer to: the ontology of {@code cnn:}, and the context of JSON-LD. */
public final class Vocabulary implements Routes {

  static final String ONTOLOGY = "/ns/cnn.ttl";
  private static final String CONTEXT = "/ns/prov.jsonld";

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        ONTOLOGY,
        context -> answer(context, ONTOLOGY, Format.TTL.mediaType() + "; charset=utf-8"),
        Role.ANYBODY);
    routes.get(
        CONTEXT, context -> answer(context, CONTEXT, Format.JSONLD.mediaType()), Role.ANYBODY);
  }

  private static void answer(Context context, String resource, String type) throws IOException {
    try (InputStream document = Vocabulary.class.getResourceAsStream(resource)) {
      if (document == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      context.contentType(type).result(document.readAllBytes());
    }
  }
}
