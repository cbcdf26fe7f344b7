package org.cnnprov.server.prov;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cnnprov.model.Name;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.access.Guard;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.BodyReader;
import org.cnnprov.server.http.Cursor;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.ingest.Door;
import org.cnnprov.server.query.Fragment;
import org.cnnprov.server.query.Page;
import org.cnnprov.server.query.Reader;
import org.cnnprov.server.query.Row;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/provenance}: documents of PROV that were made elsewhere. */
public final class ImportedRoutes implements Routes {

  private static final String PURPOSE = "provenance";
  private static final String SELECT =
      """
      SELECT d.id, d.name, d.format, d.sha256, d.statements,
        (SELECT count(b.iri) FROM public.prov_bundle b WHERE b.document_id = d.id) AS bundles,
        d.imported_by, d.imported_at
      FROM public.prov_document d WHERE\s""";

  private final Door door;
  private final Reader reader;
  private final ImportedDocuments documents;
  private final Gate writing;
  private final Gate reading;
  private final DocumentAnswer answer;

  public ImportedRoutes(
      Door door,
      Reader reader,
      ImportedDocuments documents,
      Gate writing,
      Gate reading,
      DocumentAnswer answer) {
    this.door = door;
    this.reader = reader;
    this.documents = documents;
    this.writing = writing;
    this.reading = reading;
    this.answer = answer;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/provenance", writing.guard(this::bringIn), Role.WRITE);
    routes.get("/api/v1/provenance", reading.guard(this::list), Role.READ);
    routes.get("/api/v1/provenance/{id}", reading.guard(this::document), Role.READ);
  }

  private void bringIn(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    Optional<String> name = parameters.text("name");
    if (name.isPresent() && (name.get().isBlank() || name.get().length() > Name.MAX_LENGTH)) {
      throw Parameters.invalid(
          "name",
          "expected 1 to %d characters, came %d".formatted(Name.MAX_LENGTH, name.get().length()));
    }
    List<String> types = ImportDecoder.FORMATS.stream().map(Format::mediaType).toList();
    Format format =
        types.contains(BodyReader.mediaType(context))
            ? Format.ofMediaType(BodyReader.mediaType(context))
            : Format.PROVN;
    String person = Guard.nameOf(context).or(() -> parameters.text("by")).orElse(null);
    Receipt receipt =
        door.receiveWhole(context, types, new ImportDecoder(format, person, name.orElse(null)));
    long id = receipt instanceof Receipt.Done done ? done.id() : ((Receipt.Known) receipt).id();
    Row row = reader.row(Fragment.of(SELECT + "d.id = ?", id)).orElseThrow();
    context
        .status(receipt instanceof Receipt.Done ? HttpStatus.CREATED : HttpStatus.OK)
        .header("Location", "/api/v1/provenance/" + id);
    JsonAnswer.send(context, json -> json.value(row.values()));
  }

  private void list(Context context) throws ProblemException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    int limit = parameters.limit();
    Optional<Cursor> cursor = parameters.cursor(PURPOSE);
    long before = cursor.isPresent() ? cursor.get().number(0) : Long.MAX_VALUE;
    Fragment query =
        Fragment.of(SELECT + "d.id < ? ORDER BY d.id DESC LIMIT ?", before, limit + 1L);
    new Page<>(reader.rows(query), limit, PURPOSE)
        .send(context, row -> List.of(row.number("id")), Row::values);
  }

  private void document(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long id = parameters.id();
    answer.send(context, parameters, (unwanted, opening) -> documents.write(id, unwanted, opening));
  }
}
