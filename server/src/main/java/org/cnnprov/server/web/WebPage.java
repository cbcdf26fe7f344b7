package org.cnnprov.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Routes;

/**
 * {@code /ui/…}: the page and its files. Its views have addresses of their own, which only the page
 * knows: whatever is no file is answered with the page. It holds no data, so it needs no token;
 * what it asks for does.
 */
public final class WebPage implements Routes {

  /** Where the page lives. {@code base} in {@code web/vite.config.ts} says the same. */
  public static final String ADDRESS = "/ui/";

  /** Nothing comes from elsewhere, nothing is run that is not a file of the page. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
          + "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Files whose names hold a hash of their content. */
  private static final String HASHED = "assets/";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";
  private static final String PAGE = "index.html";

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", context -> context.redirect(ADDRESS), Role.ANYBODY);
    routes.get("/ui", context -> send(context, page()), Role.ANYBODY);
    routes.get("/ui/<path>", WebPage::answer, Role.ANYBODY);
  }

  private static void answer(Context context) {
    String path = context.pathParam("path");
    Optional<WebFile> file = WebFile.find(path);
    if (file.isEmpty() && path.startsWith(HASHED)) {
      throw new NotFoundResponse();
    }
    send(context, file.orElseGet(WebPage::page));
  }

  private static WebFile page() {
    return WebFile.find(PAGE).orElseThrow(() -> new IllegalStateException("the jar has no page"));
  }

  private static void send(Context context, WebFile file) {
    context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", file.path().startsWith(HASHED) ? FOR_EVER : ASK_AGAIN);
    context.header("ETag", file.tag());
    if (file.tag().equals(context.header("If-None-Match"))) {
      context.status(304);
    } else {
      context.contentType(file.type()).result(file.content());
    }
  }
}
