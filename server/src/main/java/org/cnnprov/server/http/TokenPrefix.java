package org.cnnprov.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes the token out of a path that begins with {@code /t/<token>/}, before anything else sees the
 * path: so no route, log, error, metric or stored refusal can show it. It is the way of clients
 * that can be given an address and no header.
 */
public final class TokenPrefix extends Handler.Wrapper {

  /** The request's attribute with the token. */
  public static final String ATTRIBUTE = "cnnprov.token";

  private static final Pattern PREFIX = Pattern.compile("/+t/+([^/]+)(/.*)?", Pattern.DOTALL);

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpURI address = request.getHttpURI();
    String path = address.getCanonicalPath();
    Matcher prefix = PREFIX.matcher(path == null ? "" : path);
    if (!prefix.matches()) {
      return super.handle(request, response, callback);
    }
    String rest = prefix.group(2);
    HttpURI without = HttpURI.build(address).path(rest == null ? "/" : rest).asImmutable();
    Request unprefixed = Request.serveAs(request, without);
    unprefixed.setAttribute(ATTRIBUTE, prefix.group(1));
    return super.handle(unprefixed, response, callback);
  }
}
