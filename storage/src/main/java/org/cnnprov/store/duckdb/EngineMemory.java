package org.cnnprov.store.duckdb;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory the engine may take, and statements of users of that.
 *
 * <p>An allocation that fails for want of memory may happen in the middle of a commit, or while it
 * is undone, which takes the file out of use until it is opened again. A statement that asks for
 * much makes it fail for all others as long as the engine looks for what it may evict. So those who
 * store have room: statements of users end long before the engine's limit.
 */
final class EngineMemory {

  private static final long SMALLEST = 2_000_000_000L;
  private static final long LARGEST = 8_000_000_000L;

  /** The engine has this part of the machine's memory. */
  private static final int OF_MACHINE = 4;

  /**
   * Statements of users may hold this part of the engine's. One that groups by 60 million values,
   * which goes to disk, holds a quarter for the directory of its table.
   */
  private static final int OF_ENGINE = 3;

  private EngineMemory() {}

  /** Bytes of the engine here: shared by all who write and read; what does not fit goes to disk. */
  static long limit() {
    return limit(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  /**
   * Bytes of the engine.
   *
   * @param machine bytes of the machine, or of the container
   */
  static long limit(long machine) {
    return Math.min(Math.max(machine / OF_MACHINE, SMALLEST), LARGEST);
  }

  /** Bytes that statements of users may hold together, beside what can go to disk. */
  static long limitOfStatements() {
    return limit() / OF_ENGINE;
  }
}
