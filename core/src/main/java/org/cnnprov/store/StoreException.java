package org.cnnprov.store;

/** The store could not do its work, through no fault of the request: try again. */
public final class StoreException extends Exception {

  private static final long serialVersionUID = 1L;

  private final StoreTrouble trouble;
  private final boolean broken;

  private StoreException(StoreTrouble trouble, String message, Throwable cause, boolean broken) {
    super(message, cause);
    this.trouble = trouble;
    this.broken = broken;
  }

  public StoreException(StoreTrouble trouble, String message, Throwable cause) {
    this(trouble, message, cause, false);
  }

  public StoreException(StoreTrouble trouble, String message) {
    super(message);
    this.trouble = trouble;
    this.broken = false;
  }

  public StoreException(String message, Throwable cause) {
    this(StoreTrouble.FAILING, message, cause, false);
  }

  public StoreException(String message) {
    this(StoreTrouble.FAILING, message);
  }

  /** The store does nothing more until it is closed and opened again. */
  public static StoreException broken(StoreTrouble trouble, String message, Throwable cause) {
    return new StoreException(trouble, message, cause, true);
  }

  public StoreTrouble trouble() {
    return trouble;
  }

  /** Whether the store has to be opened again before it does anything. */
  public boolean isBroken() {
    return broken;
  }
}
