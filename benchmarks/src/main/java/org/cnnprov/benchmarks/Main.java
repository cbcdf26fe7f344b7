package org.cnnprov.benchmarks;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;

/** {@code java -jar benchmarks.jar NAME URL [key=value …]}. */
public final class Main {

  private static final Map<String, Load> LOADS =
      Map.of(
          "fill", new Fill(),
          "fill-tasks", new FillTasks(),
          "fill-dataflows", new FillDataflows(),
          "steps", new Steps(),
          "executions", new Executions(),
          "rate", new Rate(),
          "tasks", new Tasks(),
          "visible", new Visible(),
          "heard", new Heard());

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Load load = arguments.length < 2 ? null : LOADS.get(arguments[0]);
    if (load == null) {
      System.err.println("usage: NAME URL [key=value …], where NAME is one of " + LOADS.keySet());
      System.exit(2);
      return;
    }
    Options options = Options.of(Arrays.asList(arguments).subList(2, arguments.length));
    System.out.println(load.run(URI.create(arguments[1]), options).json());
  }
}
