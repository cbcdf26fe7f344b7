package org.cnnprov.server.app;

import java.util.Objects;

/** The release of this server. */
public final class Version {

  /** Taken from the jar's manifest; classes that are run without a jar have none. */
  public static final String CURRENT =
      Objects.requireNonNullElse(
          Version.class.getPackage().getImplementationVersion(), "development");

  private Version() {}
}
