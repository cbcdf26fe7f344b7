package org.cnnprov.server.http;

import io.javalin.config.RoutesConfig;

/** Some paths of the contract and what answers them. */
public interface Routes {

  void addTo(RoutesConfig routes);
}
