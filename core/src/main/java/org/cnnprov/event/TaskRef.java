package org.cnnprov.event;

import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Name;

/**
 * A task within its execution.
 *
 * @param identifier its number within transformation and execution, as text
 */
public record TaskRef(Name transformation, String identifier) {

  public TaskRef {
    if (identifier.isBlank() || identifier.length() > Name.MAX_LENGTH) {
      throw new InvalidValueException(
          ErrorCode.INVALID_NAME,
          "expected the identifier of a task, 1 to %d characters, came %d"
              .formatted(Name.MAX_LENGTH, identifier.length()));
    }
  }
}
