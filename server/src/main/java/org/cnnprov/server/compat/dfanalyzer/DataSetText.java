package org.cnnprov.server.compat.dfanalyzer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.text.TextException;
import org.jspecify.annotations.Nullable;

/** A data set as the calls of a text declare it, one after another. */
final class DataSetText {

  private final Placed.Members declaration;
  private final Map<String, Placed.Members> attributes = new LinkedHashMap<>();

  DataSetText(Placed.Text tag) {
    declaration = new Placed.Members(tag.offset());
  }

  /**
   * Adds the attributes of two parallel lists.
   *
   * @param names the place of the names among the arguments, before that of their types
   * @param extractor whose attributes they are; one that the set has already becomes its
   */
  void addAttributes(Arguments call, int names, Placed.@Nullable Text extractor)
      throws TextException {
    List<Placed.Text> namesOfAll = call.texts(names);
    List<Placed.Text> types = call.texts(names + 1);
    if (namesOfAll.size() != types.size()) {
      throw call.problem(
          ErrorCode.WRONG_VALUE_COUNT,
          call.offset(names + 1),
          "expected %d types, one for each name, came %d"
              .formatted(namesOfAll.size(), types.size()));
    }
    for (int index = 0; index < types.size(); index++) {
      Placed.Text name = namesOfAll.get(index);
      Placed.Members attribute =
          new Placed.Members(name.offset()).with("name", name).with("type", types.get(index));
      Placed.Members known = extractor == null ? null : attributes.get(key(name, types.get(index)));
      if (known == null) {
        attributes.put(key(name, types.get(index)), attribute);
        declaration.add("attributes", attribute);
      }
      if (extractor != null) {
        (known == null ? attribute : known).with("extractor", extractor);
      }
    }
  }

  void addExtractor(Arguments call) throws TextException {
    Placed.Text tag = call.text(1);
    declaration.add(
        "extractors",
        new Placed.Members(call.call().offset())
            .with("tag", tag)
            .with("cartridge", call.text(2))
            .with("extension", call.text(3)));
    addAttributes(call, 4, tag);
  }

  void addCombination(Arguments call) throws TextException {
    declaration.add(
        "extractor.combinations",
        new Placed.Members(call.call().offset())
            .with("inner", call.text(1))
            .with("outer", call.text(2))
            .with("keys", new Placed.Items(List.copyOf(call.texts(3)), call.offset(3)))
            .with("key_types", new Placed.Items(List.copyOf(call.texts(4)), call.offset(4))));
  }

  /**
   * The set as one transformation uses it.
   *
   * @param tag as that transformation names it
   */
  Placed usedAs(Placed.Text tag, String type) {
    Placed.Members use = new Placed.Members(tag.offset());
    use.with("tag", tag).with("type", new Placed.Text(type, tag.offset()));
    use.members().putAll(declaration.members());
    return use;
  }

  private static String key(Placed.Text name, Placed.Text type) {
    return (name.value() + '\0' + type.value()).toLowerCase(Locale.ROOT);
  }
}
