package org.cnnprov.server.prov;

import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cnnprov.prov.write.Format;
import org.cnnprov.server.http.Accept;
import org.cnnprov.server.http.HangUp;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.SpooledAnswer;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;

/** Sends a PROV document in the format that the request asks for. */
public final class DocumentAnswer {

  private static final String FORMAT = "format";
  private static final int BUFFER_CHARACTERS = 64 * 1024;

  private final long answerBytes;

  /**
   * Sends documents up to a size.
   *
   * @param answerBytes a larger one is refused
   */
  public DocumentAnswer(long answerBytes) {
    this.answerBytes = answerBytes;
  }

  /** Writes the document; false where there is none, and nothing was written. */
  interface Writing {
    boolean to(BooleanSupplier unwanted, Documents.Opening opening)
        throws QueryException, StoreException, IOException;
  }

  void send(Context context, Parameters parameters, Writing writing)
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
      throw SpooledAnswer.TooLargeException.problemIn(failed);
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
