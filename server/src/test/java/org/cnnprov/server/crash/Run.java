package org.cnnprov.server.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * An execution of a training as its client knows it, and the lines that each report leaves in the
 * store. The learning rate is the number of adaptations so far.
 */
final class Run {

  final String dataflow;
  final String tag;
  private final List<Integer> unread = new ArrayList<>();
  private int epochs;
  private int adaptations;

  Run(String dataflow, String tag) {
    this.dataflow = dataflow;
    this.tag = tag;
  }

  int epochs() {
    return epochs;
  }

  int adaptations() {
    return adaptations;
  }

  /** Whether there are epochs that no adaptation has read. */
  boolean hasUnread() {
    return !unread.isEmpty();
  }

  /** The training task, as {@link Lines} names it. */
  String training() {
    return tag + " trainingmodel 1";
  }

  List<String> begin() {
    return List.of(
        "run " + tag, "task " + training(), "parameter " + training() + " learning_rate 0");
  }

  List<String> nextEpoch() {
    epochs++;
    unread.add(epochs);
    String rate = " %s %d %d".formatted(tag, epochs, adaptations);
    return List.of("epoch %s %d".formatted(training(), epochs), "rate" + rate, "anywhere" + rate);
  }

  /** An adaptation after the epochs so far, which reads those that none has read. */
  List<String> adapt() {
    adaptations++;
    String task = "%s adaptation %d".formatted(tag, adaptations);
    List<String> lines = new ArrayList<>();
    lines.add("task " + task);
    lines.add("ended " + task);
    lines.add("depends %s on %s".formatted(task, training()));
    lines.add("changed %s %d %d".formatted(task, epochs + 1, adaptations));
    unread.forEach(epoch -> lines.add("read %d by %s".formatted(epoch, task)));
    unread.clear();
    return lines;
  }

  String ended() {
    return "ended " + training();
  }
}
