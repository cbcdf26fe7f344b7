package org.cnnprov.server.query.series;

/** How many points a curve has, and where along x it begins and ends. */
record Extent(long total, double first, double last) {

  static final Extent EMPTY = new Extent(0, 0, 0);
}
