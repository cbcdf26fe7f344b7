package org.cnnprov.server.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the events of {@code spec/questions} have said up to now, and the answers that follow from
 * it: computed from the events by plain loops, without any of the server's tables.
 */
final class TrainingsSoFar {

  private static final Comparator<Map<String, @Nullable Object>> BY_EPOCH =
      Comparator.comparing(row -> number(row, "epoch"));

  /** One execution. */
  private static final class Run {

    private String dataflow = "";
    private String tag = "";
    private final Map<String, @Nullable Object> given = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> epochs = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> adaptations = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> failures = new ArrayList<>();

    /** The rate in force: that of the last adaptation up to the epoch, else the initial one. */
    private @Nullable Object rate(double epoch) {
      return adaptations.stream()
          .filter(adaptation -> number(adaptation, "epoch_id") <= epoch)
          .max(Comparator.comparing(adaptation -> number(adaptation, "epoch_id")))
          .map(adaptation -> adaptation.get("new_lrate"))
          .orElse(given.get("learning_rate"));
    }

    private boolean has(String name, double value) {
      return Double.valueOf(value).equals(given.get(name));
    }

    private Stream<Map<String, @Nullable Object>> sorted() {
      return epochs.stream().sorted(BY_EPOCH);
    }

    private Optional<Map<String, @Nullable Object>> least(String metric, double sign) {
      return sorted()
          .filter(row -> row.get(metric) instanceof Double)
          .min(Comparator.comparing(row -> sign * number(row, metric)));
    }
  }

  private final Map<String, Run> byProducer = new LinkedHashMap<>();
  private final DerivationSoFar derivation = new DerivationSoFar();

  void add(String producer, Map<String, @Nullable Object> event) {
    Run run = byProducer.computeIfAbsent(producer, absent -> new Run());
    switch (String.valueOf(event.get("type"))) {
      case "execution_started" -> {
        run.dataflow = String.valueOf(event.get("dataflow"));
        run.tag = String.valueOf(event.get("execution"));
      }
      case "elements" ->
          Plain.list(event.get("rows"))
              .forEach(row -> addRow(run, String.valueOf(event.get("set")), folded(row)));
      case "task_ended" -> {
        if ("FAILED".equals(event.get("status"))) {
          run.failures.add(event);
        }
      }
      default -> {}
    }
    derivation.add(producer, run.dataflow, event);
  }

  private static void addRow(Run run, String set, Map<String, @Nullable Object> row) {
    switch (set) {
      case "oTrainingModel" -> run.epochs.add(row);
      case "oAdaptation" -> run.adaptations.add(row);
      default -> run.given.putAll(row);
    }
  }

  /** The rows that answer the question of that number, in its order. */
  List<List<@Nullable Object>> answer(String number) {
    return switch (number) {
      case "1" ->
          of("alexnet-2")
              .sorted()
              .map(row -> values(row, "epoch", "accuracy", "elapsed_time"))
              .toList();
      case "2" ->
          of("alexnet-2").epochs.stream()
              .sorted(BY_EPOCH.reversed())
              .map(row -> values(row, "epoch", "elapsed_time", "loss"))
              .toList();
      case "3" ->
          of("alexnet-2").sorted().map(row -> values(row, "epoch", "elapsed_time")).toList();
      case "4" ->
          of("alexnet-2").least("loss", 1).stream()
              .map(row -> values(row, "epoch", "elapsed_time", "loss"))
              .toList();
      case "5" -> {
        Run run = of("alexnet-2");
        yield run.least("accuracy", -1).stream()
            .map(row -> row(row.get("epoch"), run.rate(number(row, "epoch")), row.get("accuracy")))
            .toList();
      }
      case "6" ->
          of("alexnet-2").adaptations.stream()
              .map(row -> values(row, "adaptation_id", "new_lrate", "epoch_id"))
              .toList();
      case "7" ->
          of("densed-4")
              .sorted()
              .filter(row -> number(row, "epoch") <= 5)
              .map(row -> values(row, "epoch", "elapsed_time"))
              .toList();
      case "8" ->
          runs("densed-df", run -> run.has("k", 32) && run.has("l", 8))
              .flatMap(run -> run.epochs.stream())
              .sorted(BY_EPOCH.reversed())
              .map(row -> values(row, "epoch", "loss"))
              .toList();
      case "9" ->
          runs("densed-df", run -> run.has("k", 32))
              .sorted(Comparator.comparing(run -> number(run.given, "l")))
              .flatMap(
                  run ->
                      run.sorted()
                          .map(row -> row(run.given.get("l"), row.get("epoch"), row.get("loss"))))
              .toList();
      case "10" -> lowest("densed-df").limit(1).map(row -> row.subList(1, 4)).toList();
      case "10, across dataflows" -> lowest(null).toList();
      case "11" -> files("weights-20.keras"::equals).toList();
      case "11, the other way" ->
          files(name -> true)
              .filter(row -> "Adam".equals(row.get(3)) && Double.valueOf(0.001).equals(row.get(2)))
              .map(row -> row.subList(0, 2))
              .toList();
      case "12" ->
          runs("alexnet-df", run -> true)
              .flatMap(run -> run.failures.stream().map(failure -> failure(run, failure)))
              .toList();
      case "13" -> derivation.ofFile("densed.keras");
      case "13, of an element" ->
          of("alexnet-2").adaptations.size() < 2
              ? List.of()
              : derivation.ofTask("alexnet-df", "adaptation 2");
      default -> throw new AssertionError("no such question: " + number);
    };
  }

  private Stream<List<@Nullable Object>> lowest(@Nullable String dataflow) {
    return runs(
            dataflow, run -> run.has("learning_rate", 0.001) && run.has("k", 24) && run.has("l", 4))
        .flatMap(
            run ->
                run.epochs.stream()
                    .filter(row -> row.get("loss") instanceof Double)
                    .map(
                        row ->
                            row(
                                run.dataflow,
                                row.get("epoch"),
                                row.get("loss"),
                                run.given.get("num_layers"))))
        .sorted(Comparator.comparing(row -> (Double) Objects.requireNonNull(row.get(2))));
  }

  /** Files that trainings of alexnet-df wrote: name, epoch, and what was in force. */
  private Stream<List<@Nullable Object>> files(Predicate<String> named) {
    return derivation.written("alexnet-df").stream()
        .filter(file -> named.test(file.name()))
        .map(
            file -> {
              Run run = Objects.requireNonNull(byProducer.get(file.producer()));
              double epoch = Objects.requireNonNull(file.epoch());
              Object accuracy =
                  run.epochs.stream()
                      .filter(row -> number(row, "epoch") == epoch)
                      .findFirst()
                      .orElseThrow()
                      .get("accuracy");
              return row(
                  file.name(),
                  epoch,
                  run.rate(epoch),
                  run.given.get("optimizer_name"),
                  run.given.get("batch_size"),
                  run.given.get("dropout"),
                  accuracy);
            });
  }

  private static List<@Nullable Object> failure(Run run, Map<String, @Nullable Object> failure) {
    return row(
        run.tag,
        String.valueOf(failure.get("transformation")).toLowerCase(Locale.ROOT),
        Plain.at(failure, "error", "type"),
        Plain.at(failure, "error", "message"),
        run.given.get("optimizer_name"),
        run.given.get("learning_rate"),
        run.given.get("momentum"));
  }

  private Run of(String tag) {
    return byProducer.values().stream()
        .filter(run -> run.tag.equals(tag))
        .findFirst()
        .orElseThrow();
  }

  private Stream<Run> runs(@Nullable String dataflow, Predicate<Run> wanted) {
    return byProducer.values().stream()
        .filter(run -> (dataflow == null || run.dataflow.equals(dataflow)) && wanted.test(run));
  }

  private static Map<String, @Nullable Object> folded(@Nullable Object row) {
    Map<String, @Nullable Object> folded = new LinkedHashMap<>();
    Plain.object(row).forEach((name, value) -> folded.put(name.toLowerCase(Locale.ROOT), value));
    return folded;
  }

  private static double number(Map<String, @Nullable Object> row, String name) {
    return (Double) Objects.requireNonNull(row.get(name));
  }

  private static List<@Nullable Object> values(Map<String, @Nullable Object> row, String... names) {
    List<@Nullable Object> values = new ArrayList<>();
    for (String name : names) {
      values.add(row.get(name));
    }
    return values;
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    List<@Nullable Object> row = new ArrayList<>();
    for (Object value : values) {
      row.add(value);
    }
    return row;
  }
}
