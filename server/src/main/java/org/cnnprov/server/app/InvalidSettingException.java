package org.cnnprov.server.app;

/** A setting that stops the start. The message has its name, its value and what is allowed. */
public final class InvalidSettingException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidSettingException(String message) {
    super(message);
  }
}
