package org.cnnprov.server.query.series;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Points of a curve in the order in which they are drawn. */
record Points(List<Double> x, List<Double> y) {

  /** NaN comes behind all numbers. */
  record Point(double x, double y) implements Comparable<Point> {

    @Override
    public int compareTo(Point other) {
      int byX = Double.compare(x, other.x);
      return byX != 0 ? byX : Double.compare(y, other.y);
    }
  }

  static Points none() {
    return new Points(new ArrayList<>(), new ArrayList<>());
  }

  static Points of(SortedSet<Point> ordered) {
    Points points = none();
    ordered.forEach(point -> points.add(point.x, point.y));
    return points;
  }

  void add(double nextX, double nextY) {
    x.add(nextX);
    y.add(nextY);
  }
}
