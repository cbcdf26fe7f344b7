package org.cnnprov.model;

/**
 * A place in a text that people write and read in lines.
 *
 * @param line from 1
 * @param column from 1, in characters as a person counts them: code points
 */
public record Position(int line, int column) {

  @Override
  public String toString() {
    return "line %d, column %d".formatted(line, column);
  }
}
