package org.cnnprov.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.metrics.Refused;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.StoreException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler throws into a problem that says what to do about it. */
final class ErrorAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  /** Seconds after which trying again may help. */
  private static final String RETRY_AFTER = "1";

  private final Refused refused;

  ErrorAnswers(Refused refused) {
    this.refused = refused;
  }

  void addTo(RoutesConfig routes) {
    routes.exception(
        ProblemException.class, (problem, context) -> send(context, problem.document()));
    routes.exception(
        QueryException.class,
        (refusal, context) ->
            send(context, document(refusal.code(), String.valueOf(refusal.getMessage()))));
    routes.exception(StoreException.class, this::unavailable);
    routes.exception(HttpResponseException.class, this::router);
    routes.exception(EofException.class, ErrorAnswers::gone);
    routes.exception(Exception.class, this::unexpected);
  }

  static ErrorCode codeOf(int status) {
    return switch (status) {
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 408 -> ErrorCode.TOO_SLOW;
      case 413, 414, 431 -> ErrorCode.TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ErrorCode.UNAVAILABLE;
      default -> status < 500 ? ErrorCode.INVALID_PARAMETER : ErrorCode.INTERNAL;
    };
  }

  private void unavailable(StoreException failure, Context context) {
    send(context, document(ErrorCode.UNAVAILABLE, String.valueOf(failure.getMessage())));
  }

  /** What the router itself refuses: a path or method that is not in the contract. */
  private void router(HttpResponseException refusal, Context context) {
    String methods = refusal.getDetails().get("availableMethods");
    if (methods != null) {
      context.header("Allow", methods);
    }
    ErrorCode code = codeOf(refusal.getStatus());
    String detail =
        switch (code) {
          case NOT_FOUND -> "there is nothing at " + context.path();
          case METHOD_NOT_ALLOWED -> "expected " + methods + ", came " + context.method();
          default -> String.valueOf(refusal.getMessage());
        };
    send(context, document(code, detail));
  }

  private static void gone(EofException gone, Context context) {
    LOG.debug("the client went away: {}", gone.getMessage());
  }

  private void unexpected(Exception error, Context context) {
    String id = RequestIds.of(context);
    LOG.error("{} {}", context.method(), context.path(), error);
    send(
        context,
        document(ErrorCode.INTERNAL, "an error of the server; its log has it under " + id));
  }

  private static ProblemDocument document(ErrorCode code, String detail) {
    return new ProblemDocument(code, detail, List.of(), Map.of());
  }

  private void send(Context context, ProblemDocument document) {
    int status = document.code().status();
    refused.request(document.code(), document.detail());
    context.status(status);
    if ((status == 429 || status == 503) && context.res().getHeader("Retry-After") == null) {
      context.header("Retry-After", RETRY_AFTER);
    }
    try {
      JsonAnswer.send(
          context,
          ProblemDocument.CONTENT_TYPE,
          json -> document.with("request_id", RequestIds.of(context)).writeTo(json, status));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
