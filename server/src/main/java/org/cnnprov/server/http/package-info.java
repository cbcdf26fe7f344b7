/**
 * What every route shares: the HTTP server and its limits, problems (RFC 9457), JSON and CSV as the
 * contract writes them, parameters of requests, pages.
 *
 * <p>Begin at {@link org.cnnprov.server.http.HttpServer}; an error that any handler throws becomes
 * an answer in {@link org.cnnprov.server.http.ErrorAnswers}.
 */
@NullMarked
package org.cnnprov.server.http;

import org.jspecify.annotations.NullMarked;
