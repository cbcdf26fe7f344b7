package org.cnnprov.codec;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cnnprov.event.Slice;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.InvalidValueException;
import org.cnnprov.model.Problem;

/**
 * The first line of a batch ({@code spec/batch-header.schema.json}).
 *
 * @param first the number of the first event behind it
 */
record BatchHeader(UUID producer, long first) {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final UUID STAND_IN = new UUID(0, 0);
  private static final long LARGEST_FIRST = 9_007_199_254_740_991L;

  /**
   * Reads the line.
   *
   * @throws UndecodableException with {@code invalid_header}, whatever is wrong with it
   */
  static BatchHeader read(Slice line) throws UndecodableException {
    Problems problems = new Problems();
    try {
      Fields fields = Fields.of(JsonTree.parse(line, problems), Fields.Texts.AS_WRITTEN, problems);
      UUID producer = fields.required("producer", BatchHeader::uuid, STAND_IN);
      Long first = fields.needed("first") == null ? null : Numbers.count(fields, "first");
      if (first != null && first > LARGEST_FIRST) {
        fields.problem(ErrorCode.INVALID_HEADER, "first", "expected a smaller number");
      }
      if (first != null && !problems.any()) {
        return new BatchHeader(producer, first);
      }
    } catch (UndecodableException notJson) {
      throw invalid(notJson.problems());
    }
    throw invalid(problems.list());
  }

  private static UUID uuid(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw new InvalidValueException(
          ErrorCode.INVALID_HEADER, "expected a UUID, came '%s'".formatted(text));
    }
    return UUID.fromString(text);
  }

  private static UndecodableException invalid(List<Problem> problems) {
    return new UndecodableException(
        problems.stream()
            .map(problem -> invalid("in the header " + problem.pointer() + ": " + problem.detail()))
            .toList());
  }

  /** A problem of the header has no pointer: those begin with the index of an event. */
  static Problem invalid(String detail) {
    return new Problem(ErrorCode.INVALID_HEADER, "", detail);
  }
}
