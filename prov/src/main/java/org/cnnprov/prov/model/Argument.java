package org.cnnprov.prov.model;

/**
 * A formal argument of a relation.
 *
 * @param name in PROV-JSON and PROV-XML, without the prefix {@code prov}
 * @param property in PROV-O, of the qualified relation; "" for the subject
 * @param isTime whether it is an instant; all others are names
 * @param required whether it must be there
 */
public record Argument(String name, String property, boolean isTime, boolean required) {

  static Argument subject(String name) {
    return new Argument(name, "", false, true);
  }

  static Argument required(String name, String property) {
    return new Argument(name, property, false, true);
  }

  static Argument optional(String name, String property) {
    return new Argument(name, property, false, false);
  }

  static Argument time() {
    return new Argument("time", "atTime", true, false);
  }
}
