package org.cnnprov.server.compat.dfanalyzer;

import java.util.ArrayList;
import java.util.List;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.text.Call;
import org.cnnprov.server.text.Source;
import org.cnnprov.server.text.TextException;
import org.cnnprov.server.text.Value;

/**
 * The arguments of one call, read by their place.
 *
 * @param form how the call is written, for messages
 */
record Arguments(Call call, Source source, String form) {

  /** Refuses another number of arguments than so many. */
  Arguments expect(int least, int most) throws TextException {
    int count = call.arguments().size();
    if (count < least || count > most) {
      String detail = "expected %s, came %d arguments".formatted(form, count);
      throw problem(ErrorCode.WRONG_VALUE_COUNT, call.offset(), detail);
    }
    return this;
  }

  int count() {
    return call.arguments().size();
  }

  /** A single value. */
  Placed.Text text(int index) throws TextException {
    return text(call.arguments().get(index));
  }

  /** The values of a list. A single value is a list of one, nothing at all an empty one. */
  List<Placed.Text> texts(int index) throws TextException {
    List<Placed.Text> texts = new ArrayList<>();
    for (Value item : items(index)) {
      texts.add(text(item));
    }
    return texts;
  }

  /** As {@link #texts}, without regard to whether the items are values or lists. */
  List<Value> items(int index) {
    Value argument = call.arguments().get(index);
    if (argument instanceof Value.Group group) {
      return group.items();
    }
    return ((Value.Word) argument).text().isEmpty() ? List.of() : List.of(argument);
  }

  int offset(int index) {
    return call.arguments().get(index).offset();
  }

  Placed.Text text(Value value) throws TextException {
    if (value instanceof Value.Word word) {
      return new Placed.Text(word);
    }
    throw problem(
        ErrorCode.WRONG_TYPE, value.offset(), "expected a value, came a list; as in " + form);
  }

  TextException problem(ErrorCode code, int offset, String detail) {
    return new TextException(source.problem(code, offset, detail));
  }
}
