package org.cnnprov.prov.model;

import org.jspecify.annotations.Nullable;

/** The value of an attribute. */
public sealed interface Value {

  /**
   * A literal.
   *
   * @param lexical its text, unescaped
   * @param type {@code xsd:string} for a plain one
   * @param language its tag by BCP 47, only with a plain text
   */
  record Literal(String lexical, QualifiedName type, @Nullable String language) implements Value {

    public Literal {
      if (language != null && !type.equals(STRING)) {
        throw new IllegalArgumentException("a text in a language has no other type: " + type);
      }
    }
  }

  /** The name of something. */
  record Reference(QualifiedName name) implements Value {}

  QualifiedName STRING = QualifiedName.xsd("string");

  static Value text(String text) {
    return new Literal(text, STRING, null);
  }

  static Value reference(QualifiedName name) {
    return new Reference(name);
  }

  /** A double as XML Schema writes it: {@code NaN}, {@code INF} and {@code -INF} among them. */
  static Value number(double number) {
    String lexical =
        Double.isInfinite(number) ? (number > 0 ? "INF" : "-INF") : Double.toString(number);
    return new Literal(lexical, QualifiedName.xsd("double"), null);
  }

  static Value integer(long number) {
    return new Literal(Long.toString(number), QualifiedName.xsd("long"), null);
  }
}
