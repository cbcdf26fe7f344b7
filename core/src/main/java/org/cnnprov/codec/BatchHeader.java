package org.cnnprov.codec;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cnnprov.event.Slice;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Problem;

/**
 * The first line of a batch.
 *
 * @param first the number of the first event behind it
 */
record BatchHeader(UUID producer, long first) {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final UUID STAND_IN = new UUID(0, 0);

  /**
   * Reads the line.
   *
   * @throws UndecodableException with {@code malformed_json} where it is no JSON, and {@code
   *     invalid_header} for everything else
   */
  static BatchHeader read(Slice line) throws UndecodableException {
    Problems problems = new Problems();
    Fields fields = Fields.of(JsonTree.parse(line, problems), Fields.Texts.AS_WRITTEN, problems);
    UUID producer = fields.required("producer", BatchHeader::uuid, STAND_IN);
    if (!fields.has("first")) {
      fields.missing("first");
    }
    Long first = fields.count("first");
    if (first == null || problems.any()) {
      throw new UndecodableException(problems.list().stream().map(BatchHeader::ofHeader).toList());
    }
    return new BatchHeader(producer, first);
  }

  static UndecodableException invalid(String detail) {
    return new UndecodableException(List.of(new Problem(ErrorCode.INVALID_HEADER, "", detail)));
  }

  private static UUID uuid(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw new InvalidValueException(
          ErrorCode.INVALID_HEADER, "expected a UUID, came '%s'".formatted(text));
    }
    return UUID.fromString(text);
  }

  private static Problem ofHeader(Problem problem) {
    return new Problem(
        ErrorCode.INVALID_HEADER, problem.pointer(), "in the header: " + problem.detail());
  }
}
