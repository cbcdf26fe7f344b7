package org.cnnprov.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.cnnprov.model.Attribute;
import org.cnnprov.model.AttributeType;
import org.cnnprov.model.DataSetSchema;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Extractor;
import org.cnnprov.model.ExtractorCombination;
import org.cnnprov.model.Name;
import org.cnnprov.model.Program;
import org.cnnprov.model.SetType;
import org.cnnprov.model.Transformation;
import org.jspecify.annotations.Nullable;

/** Reads the transformations of a specification. */
public final class SpecificationReader {

  /** Who wrote the specification. */
  public enum Dialect {
    /** A capture library: a set has a type or a dependency, an attribute has a type. */
    NATIVE,
    /** A client of DfAnalyzer: everything but tags may be left out. */
    DFANALYZER
  }

  private final Dialect dialect;

  public SpecificationReader(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The transformations of a dataflow, in the order of the text. */
  public List<Transformation> transformations(Fields dataflow) {
    return all(dataflow, "transformations", this::transformation);
  }

  private Transformation transformation(Fields fields) {
    return new Transformation(
        fields.requiredName("tag"),
        all(fields, "programs", SpecificationReader::program),
        all(fields, "sets", this::set));
  }

  private static Program program(Fields fields) {
    return new Program(fields.requiredName("name").display(), fields.text("path"));
  }

  private DataSetSchema set(Fields fields) {
    Name dependency = fields.name("dependency");
    boolean optional = dependency != null || dialect == Dialect.DFANALYZER;
    return new DataSetSchema(
        fields.requiredName("tag"),
        type(fields, SetType::of, SetType.INPUT, optional),
        dependency,
        attributes(fields),
        all(fields, "extractors", SpecificationReader::extractor),
        combinations(fields));
  }

  /** The attributes of a set; one whose name stands there already is reported and left out. */
  private List<Attribute> attributes(Fields set) {
    List<Attribute> attributes = new ArrayList<>();
    Set<Name> names = new HashSet<>();
    for (Fields fields : set.objects("attributes")) {
      Name name = fields.needed("name", Name::new);
      boolean optional = dialect == Dialect.DFANALYZER;
      AttributeType type = type(fields, AttributeType::of, AttributeType.TEXT, optional);
      String description = fields.text("description");
      Name extractor = fields.name("extractor");
      if (name != null && names.add(name)) {
        attributes.add(new Attribute(name, type, description, extractor));
      } else if (name != null) {
        fields.problem(
            ErrorCode.DUPLICATE_ATTRIBUTE,
            "name",
            "attribute '%s' stands twice in its set (names are compared without case)"
                .formatted(name));
      }
    }
    return attributes;
  }

  private static Extractor extractor(Fields fields) {
    return new Extractor(
        fields.requiredName("tag"),
        orEmpty(fields.text("cartridge")),
        fields.value("extension") instanceof Json.Items
            ? String.join(",", fields.texts("extension"))
            : orEmpty(fields.text("extension")));
  }

  private List<ExtractorCombination> combinations(Fields set) {
    String member =
        switch (dialect) {
          case NATIVE -> "extractor_combinations";
          case DFANALYZER -> "extractor.combinations";
        };
    List<ExtractorCombination> combinations = new ArrayList<>();
    for (Fields fields : set.objects(member)) {
      Name inner = fields.requiredName("inner");
      Name outer = fields.requiredName("outer");
      List<Name> keys = each(fields, "keys", Name::new);
      List<AttributeType> types = each(fields, "key_types", AttributeType::of);
      ExtractorCombination combination =
          fields.guard("keys", () -> new ExtractorCombination(inner, outer, keys, types));
      if (combination != null) {
        combinations.add(combination);
      }
    }
    return combinations;
  }

  /** The entries of a list, each converted; those that cannot be are reported and left out. */
  private static <T> List<T> each(Fields fields, String member, Function<String, T> conversion) {
    List<T> converted = new ArrayList<>();
    for (String text : textOrTexts(fields, member)) {
      T value = fields.guard(member, () -> conversion.apply(text.strip()));
      if (value != null) {
        converted.add(value);
      }
    }
    return converted;
  }

  /** An array of texts; or, as DfAnalyzer's clients write it, one text with semicolons. */
  private static List<String> textOrTexts(Fields fields, String member) {
    if (fields.value(member) instanceof Json.Items) {
      return fields.texts(member);
    }
    String text = fields.text(member);
    return text == null ? List.of() : Arrays.asList(text.split(";", -1));
  }

  private static <T> T type(
      Fields fields, Function<String, T> conversion, T standIn, boolean optional) {
    if (!optional) {
      return fields.required("type", conversion, standIn);
    }
    T type = fields.optional("type", conversion);
    return type == null ? standIn : type;
  }

  private static <T> List<T> all(Fields fields, String name, Function<Fields, T> reading) {
    return fields.objects(name).stream().map(reading).toList();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
