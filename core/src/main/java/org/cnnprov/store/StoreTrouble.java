package org.cnnprov.store;

import java.util.Locale;

/** The closed set of reasons for which a store does not do its work. */
public enum StoreTrouble {
  /** It is not open yet. */
  OPENING,
  /** Its disk, or what a quota leaves of it, is full. */
  DISK_FULL,
  /** Its files or their directory may not be written. */
  NOT_WRITABLE,
  /** Another process has its file. */
  HELD,
  /** Its file does not hold what it should. */
  DAMAGED,
  /** The store works, and yet it cannot keep what it was given: trying again does not help. */
  UNSTORABLE,
  /** None of the others. */
  FAILING;

  /** The stable form that clients see, for example {@code disk_full}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
