package org.cnnprov.server.prov;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Accept;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.HangUp;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.SpooledAnswer;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/executions/{id}/provenance} and {@code /api/v1/dataflows/{id}/plan}. */
public final class ProvenanceRoutes implements Routes {

  private static final String FORMAT = "format";
  private static final int BUFFER_CHARACTERS = 64 * 1024;

  private final Documents documents;
  private final Gate gate;
  private final long answerBytes;

  /**
   * Sends documents up to a size.
   *
   * @param answerBytes a larger one is refused
   */
  public ProvenanceRoutes(Documents documents, Gate gate, long answerBytes) {
    this.documents = documents;
    this.gate = gate;
    this.answerBytes = answerBytes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/executions/{id}/provenance", gate.guard(this::execution), Role.READ);
    routes.get("/api/v1/dataflows/{id}/plan", gate.guard(this::plan), Role.READ);
  }

  private interface Writing {
    boolean to(BooleanSupplier unwanted, Documents.Opening opening)
        throws QueryException, StoreException, IOException;
  }

  private void execution(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long id = parameters.id();
    Detail detail = Detail.of(parameters.choice("detail", Detail.TEXTS));
    send(
        context,
        parameters,
        (unwanted, opening) -> documents.execution(id, detail, unwanted, opening));
  }

  private void plan(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long id = parameters.id();
    send(context, parameters, (unwanted, opening) -> documents.plan(id, unwanted, opening));
  }

  private void send(Context context, Parameters parameters, Writing writing)
      throws ProblemException, QueryException, StoreException, IOException {
    Format format = format(context, parameters);
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes);
        HangUp hangUp = HangUp.of(context)) {
      BufferedWriter out =
          new BufferedWriter(
              new OutputStreamWriter(answer, StandardCharsets.UTF_8), BUFFER_CHARACTERS);
      if (!written(writing, hangUp::gone, () -> format.writer(out))) {
        throw parameters.notFound();
      }
      context.contentType(contentType(format));
      answer.sendTo(context);
    }
  }

  private static boolean written(
      Writing writing, BooleanSupplier unwanted, Documents.Opening opening)
      throws ProblemException, QueryException, StoreException, IOException {
    try {
      return writing.to(unwanted, opening);
    } catch (SpooledAnswer.TooLargeException tooLarge) {
      throw tooLarge.problem();
    } catch (UncheckedIOException failed) {
      if (failed.getCause() instanceof SpooledAnswer.TooLargeException tooLarge) {
        throw tooLarge.problem();
      }
      throw failed;
    }
  }

  /** The parameter decides; without it, the header. */
  private static Format format(Context context, Parameters parameters) throws ProblemException {
    Optional<String> named = parameters.text(FORMAT);
    if (named.isPresent()) {
      return Format.of(parameters.choice(FORMAT, Format.texts())).orElseThrow();
    }
    return Format.ofMediaType(Accept.choose(context, Format.mediaTypes()));
  }

  private static String contentType(Format format) {
    return format.mediaType().startsWith("text/")
        ? format.mediaType() + "; charset=utf-8"
        : format.mediaType();
  }
}
