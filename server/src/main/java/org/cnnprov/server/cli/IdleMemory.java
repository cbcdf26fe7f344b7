package org.cnnprov.server.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the virtual machine give back memory that it does not need: a server rests between trainings,
 * beside them on the same machine. These options can be set while it runs, and so need no command
 * line other than {@code java -jar}.
 */
final class IdleMemory {

  private static final Logger LOG = LoggerFactory.getLogger(IdleMemory.class);

  /** In this order: the most may never be below the least. */
  private static final List<Map.Entry<String, String>> OPTIONS =
      List.of(
          // Milliseconds without a collection until one runs and shrinks the heap (JEP 346).
          Map.entry("G1PeriodicGCInterval", "30000"),
          // Percent of the heap that stay free after it.
          Map.entry("MinHeapFreeRatio", "10"),
          Map.entry("MaxHeapFreeRatio", "30"));

  private IdleMemory() {}

  /** From here on, whenever it rests. */
  static void giveBack() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    OPTIONS.forEach(option -> set(machine, option.getKey(), option.getValue()));
  }

  private static void set(HotSpotDiagnosticMXBean machine, String name, String value) {
    try {
      machine.setVMOption(name, value);
    } catch (IllegalArgumentException otherCollector) {
      LOG.debug("this machine has no {}: {}", name, otherCollector.getMessage());
    }
  }
}
