package org.cnnprov.server.compat.dfanalyzer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.cnnprov.codec.Warning;
import org.cnnprov.codec.Warnings;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;

/**
 * Reads the text of a specification into the JSON message that says the same. Calls may stand in
 * any order. What no transformation uses has no place in a dataflow and is warned of.
 */
final class DataflowText {

  private static final Map<String, String> FORMS =
      Map.of(
          "dataflow", "dataflow(tag)",
          "program", "program(name, path)",
          "dataset", "dataset(tag, {names}, {types})",
          "transformation", "transformation(tag, {inputs}, {outputs}, {programs})",
          "extractor", "extractor(dataset, tag, method, cartridge, {names}, {types})",
          "extractor_combination", "extractor_combination(dataset, inner, outer, {keys}, {types})");

  private final Source source;
  private final Map<String, Declared<Placed.Members>> programs = new LinkedHashMap<>();
  private final Map<String, Declared<DataSetText>> sets = new LinkedHashMap<>();

  /** Something that is declared, and perhaps used. */
  private static final class Declared<T> {

    private final T value;
    private final Placed.Text name;
    private boolean used;

    private Declared(T value, Placed.Text name) {
      this.value = value;
      this.name = name;
    }
  }

  /** The message, and what was left out of it. */
  record Read(Placed.Members message, List<Warning> warnings) {}

  private DataflowText(Source source) {
    this.source = source;
  }

  static Read message(Source source) throws TextException {
    return new DataflowText(source).read(TextCalls.parse(source, FORMS));
  }

  private Read read(TextCalls calls) throws TextException {
    Arguments dataflow = calls.only("dataflow", 1, 1);
    Placed.Members message = new Placed.Members(dataflow.call().offset());
    message.with("tag", dataflow.text(0));
    for (Arguments program : calls.all("program", 2, 2)) {
      addProgram(program);
    }
    for (Arguments set : calls.all("dataset", 3, 3)) {
      set(set.text(0)).value.addAttributes(set, 1, null);
    }
    for (Arguments extractor : calls.all("extractor", 6, 6)) {
      declaredSet(extractor).addExtractor(extractor);
    }
    for (Arguments combination : calls.all("extractor_combination", 5, 5)) {
      declaredSet(combination).addCombination(combination);
    }
    for (Arguments transformation : calls.all("transformation", 4, 4)) {
      message.add("transformations", transformation(transformation));
    }
    return new Read(message, warnings());
  }

  private void addProgram(Arguments call) throws TextException {
    Placed.Text name = call.text(0);
    Placed.Members program =
        new Placed.Members(call.call().offset()).with("name", name).with("path", call.text(1));
    programs.put(name.value(), new Declared<>(program, name));
  }

  private Declared<DataSetText> set(Placed.Text tag) {
    return sets.computeIfAbsent(
        tag.value().toLowerCase(Locale.ROOT), key -> new Declared<>(new DataSetText(tag), tag));
  }

  private DataSetText declaredSet(Arguments call) throws TextException {
    Placed.Text tag = call.text(0);
    Declared<DataSetText> set = sets.get(tag.value().toLowerCase(Locale.ROOT));
    if (set == null) {
      throw call.problem(
          ErrorCode.UNKNOWN_SET,
          tag.offset(),
          "expected a dataset that this text declares, came '%s'".formatted(tag.value()));
    }
    return set.value;
  }

  private Placed transformation(Arguments call) throws TextException {
    Placed.Members transformation = new Placed.Members(call.call().offset());
    transformation.with("tag", call.text(0));
    for (Placed.Text name : call.texts(3)) {
      transformation.add("programs", program(name));
    }
    for (Placed.Text tag : call.texts(1)) {
      transformation.add("sets", use(tag, "INPUT"));
    }
    for (Placed.Text tag : call.texts(2)) {
      transformation.add("sets", use(tag, "OUTPUT"));
    }
    return transformation;
  }

  private Placed program(Placed.Text name) {
    Declared<Placed.Members> program = programs.get(name.value());
    if (program == null) {
      return new Placed.Members(name.offset()).with("name", name);
    }
    program.used = true;
    return program.value;
  }

  /** The set as a transformation uses it; one that no call declares may stand in the store. */
  private Placed use(Placed.Text tag, String type) {
    Declared<DataSetText> set = set(tag);
    set.used = true;
    return set.value.usedAs(tag, type);
  }

  private List<Warning> warnings() {
    Warnings warnings = new Warnings();
    Stream.<Declared<?>>concat(sets.values().stream(), programs.values().stream())
        .filter(each -> !each.used)
        .forEach(each -> warnings.add(() -> unused(each)));
    return warnings.list();
  }

  private Warning unused(Declared<?> declared) {
    return new Warning(
        "",
        Warning.UNUSED,
        "%s: no transformation uses '%s', and it was left out"
            .formatted(source.position(declared.name.offset()), declared.name.value()));
  }
}
