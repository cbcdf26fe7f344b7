package org.cnnprov.server.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnprov.codec.Json;
import org.cnnprov.codec.Problems;
import org.cnnprov.codec.UndecodableException;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.server.http.Body;
import org.cnnprov.server.http.ProblemException;
import org.cnnprov.server.query.RowLimit;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request.
 *
 * @param limit rows after which the answer is cut off
 */
record SqlRequest(String sql, List<@Nullable Object> parameters, long limit) {

  static SqlRequest parse(Body body, RowLimit rowLimit) throws ProblemException {
    Problems problems = new Problems();
    SqlRequest request;
    try {
      request = read(body.json(problems), rowLimit, problems);
    } catch (UndecodableException undecodable) {
      throw new ProblemException(undecodable.problems());
    }
    if (problems.any()) {
      throw new ProblemException(problems.list());
    }
    return request;
  }

  private static SqlRequest read(Json body, RowLimit rowLimit, Problems problems) {
    if (!(body instanceof Json.Members members)) {
      problems.add(ErrorCode.WRONG_TYPE, "", "expected an object, came " + body.kind());
      return new SqlRequest("", List.of(), rowLimit.otherwise());
    }
    Map<String, Json> values = members.values();
    return new SqlRequest(
        sql(values.get("sql"), problems),
        parameters(values.get("parameters"), problems),
        rowLimit.of(values.get("limit"), problems));
  }

  private static String sql(@Nullable Json value, Problems problems) {
    if (value instanceof Json.Text text) {
      return text.value();
    }
    ErrorCode code = value == null ? ErrorCode.MISSING_FIELD : ErrorCode.WRONG_TYPE;
    problems.add(code, "/sql", "expected a statement, came " + kind(value));
    return "";
  }

  private static List<@Nullable Object> parameters(@Nullable Json value, Problems problems) {
    List<@Nullable Object> parameters = new ArrayList<>();
    if (value instanceof Json.Items items) {
      for (Json item : items.values()) {
        parameters.add(parameter(item, "/parameters/" + parameters.size(), problems));
      }
    } else if (value != null) {
      problems.add(ErrorCode.WRONG_TYPE, "/parameters", "expected an array, came " + value.kind());
    }
    return parameters;
  }

  private static @Nullable Object parameter(Json value, String pointer, Problems problems) {
    if (value instanceof Json.Text text) {
      return text.value();
    } else if (value instanceof Json.Truth truth) {
      return truth.value();
    } else if (value instanceof Json.Numeral numeral) {
      return number(numeral.literal());
    } else if (!(value instanceof Json.Nothing)) {
      problems.add(
          ErrorCode.WRONG_TYPE,
          pointer,
          "expected text, a number, a boolean or null, came " + value.kind());
    }
    return null;
  }

  /** A whole number as such where it fits, any other as a double. */
  private static Object number(String literal) {
    try {
      return Long.valueOf(literal);
    } catch (NumberFormatException notWhole) {
      return Double.valueOf(literal);
    }
  }

  private static String kind(@Nullable Json value) {
    return value == null ? "none" : value.kind();
  }
}
