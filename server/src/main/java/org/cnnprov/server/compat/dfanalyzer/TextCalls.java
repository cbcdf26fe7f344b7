package org.cnnprov.server.compat.dfanalyzer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.text.Call;
import org.cnnprov.server.text.CallParser;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;

/** The calls of one text, all of which its door knows. */
final class TextCalls {

  private final Source source;
  private final List<Call> calls;
  private final Map<String, String> forms;

  private TextCalls(Source source, List<Call> calls, Map<String, String> forms) {
    this.source = source;
    this.calls = calls;
    this.forms = forms;
  }

  /**
   * Parses a text.
   *
   * @param forms how each call is written, by its name
   */
  static TextCalls parse(Source source, Map<String, String> forms) throws TextException {
    List<Call> calls = CallParser.parse(source);
    for (Call call : calls) {
      if (!forms.containsKey(call.name())) {
        String expected = String.join(", ", forms.keySet().stream().sorted().toList());
        throw problem(
            source,
            ErrorCode.UNKNOWN_VALUE,
            call.offset(),
            "expected one of the calls %s, came '%s'".formatted(expected, call.name()));
      }
    }
    return new TextCalls(source, calls, forms);
  }

  /** All calls of that name, with that number of arguments. */
  List<Arguments> all(String name, int least, int most) throws TextException {
    List<Arguments> found = new ArrayList<>();
    for (Call call : calls) {
      if (call.name().equals(name)) {
        found.add(new Arguments(call, source, form(name)).expect(least, most));
      }
    }
    return found;
  }

  /** The call that there must be once. */
  Arguments only(String name, int least, int most) throws TextException {
    List<Arguments> found = all(name, least, most);
    if (found.isEmpty()) {
      String detail = "expected the call %s, came none".formatted(form(name));
      throw problem(source, ErrorCode.MISSING_FIELD, 0, detail);
    }
    if (found.size() > 1) {
      int second = found.get(1).call().offset();
      String detail = "expected one call %s, came a second one: send each on its own";
      throw problem(source, ErrorCode.MALFORMED_TEXT, second, detail.formatted(form(name)));
    }
    return found.get(0);
  }

  private String form(String name) {
    return forms.getOrDefault(name, name);
  }

  private static TextException problem(Source source, ErrorCode code, int offset, String detail) {
    return new TextException(source.problem(code, offset, detail));
  }
}
