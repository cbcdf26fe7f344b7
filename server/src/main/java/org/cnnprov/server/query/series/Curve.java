package org.cnnprov.server.query.series;

import java.util.Optional;

/**
 * A metric of an execution over an axis.
 *
 * @param source where its points are; empty where the execution has no such metric
 */
record Curve(long execution, String name, Optional<CurveSource> source) {}
