package org.cnnprov.server.crate;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.HangUp;
import org.cnnprov.server.http.Parameters;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.SpooledAnswer;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/executions/{id}/crate}. */
public final class CrateRoutes implements Routes {

  private final Store store;
  private final Gate gate;
  private final long answerBytes;

  /**
   * The route.
   *
   * @param answerBytes a larger crate is refused
   */
  public CrateRoutes(Store store, Gate gate, long answerBytes) {
    this.store = store;
    this.gate = gate;
    this.answerBytes = answerBytes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/executions/{id}/crate", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context)
      throws ProblemException, QueryException, StoreException, IOException {
    Parameters parameters = new Parameters(context);
    long id = parameters.id();
    try (SpooledAnswer answer = new SpooledAnswer(answerBytes);
        HangUp hangUp = HangUp.of(context)) {
      if (!write(id, answer, hangUp::gone)) {
        throw parameters.notFound();
      }
      context.contentType("application/zip");
      context.header(
          "Content-Disposition", "attachment; filename=\"execution-%d.crate.zip\"".formatted(id));
      answer.sendTo(context);
    } catch (SpooledAnswer.TooLargeException tooLarge) {
      throw tooLarge.problem();
    } catch (UncheckedIOException failed) {
      throw SpooledAnswer.TooLargeException.problemIn(failed);
    }
  }

  private boolean write(long id, SpooledAnswer answer, BooleanSupplier unwanted)
      throws QueryException, StoreException, IOException {
    boolean[] found = new boolean[1];
    store.read(
        snapshot -> {
          Optional<Crate> crate = Crate.find(snapshot, id);
          found[0] = crate.isPresent();
          if (crate.isPresent()) {
            crate.get().writeTo(answer, unwanted);
          }
        });
    return found[0];
  }
}
