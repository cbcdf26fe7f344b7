package org.cnnprov.server.query.filter;

import java.util.Locale;

/** Something of an execution that can be asked for, ordered by and shown. */
public sealed interface Field {

  /** What its values are, and so what they can be compared with. */
  enum Kind {
    NUMBER,
    TEXT,
    TIME,
    /** A number or a text: hyperparameters are one or the other. */
    EITHER
  }

  Kind kind();

  /** A field of the execution itself. */
  enum Own implements Field {
    ID(Kind.NUMBER),
    TAG(Kind.TEXT),
    STATUS(Kind.TEXT),
    DATAFLOW(Kind.TEXT),
    STARTED_AT(Kind.TIME),
    ENDED_AT(Kind.TIME),
    NAME(Kind.TEXT);

    private final Kind kind;

    Own(Kind kind) {
      this.kind = kind;
    }

    @Override
    public Kind kind() {
      return kind;
    }
  }

  /**
   * A hyperparameter, or domain data of an input set.
   *
   * @param name in lower case
   */
  record Parameter(String name) implements Field {

    public Parameter {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Kind kind() {
      return Kind.EITHER;
    }
  }

  /** Which value of a metric: that of the last epoch, or the least or greatest finite one. */
  enum Summary {
    LAST,
    MIN,
    MAX
  }

  /**
   * A metric of the training.
   *
   * @param name in lower case
   */
  record Metric(String name, Summary summary) implements Field {

    public Metric {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }
}
