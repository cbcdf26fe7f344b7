package org.cnnprov.server.query.rejected;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cnnprov.model.Problem;
import org.cnnprov.store.Refusal;
import org.jspecify.annotations.Nullable;

/** A refusal as the contract shows it. */
final class RefusalJson {

  /** An invalid event of a batch is counted: the batch itself was answered with 200. */
  private static final int COUNTED = 200;

  private RefusalJson() {}

  static Map<String, @Nullable Object> summary(Refusal refusal) {
    Problem first = refusal.problems().get(0);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", refusal.id());
    json.put("received_at", refusal.at());
    json.put("from", refusal.remote());
    json.put("method", "POST");
    json.put("path", refusal.door());
    json.put("status", refusal.number() == null ? first.code().status() : COUNTED);
    json.put("producer", refusal.producer());
    json.put("number", refusal.number());
    json.put("size", refusal.raw().length);
    json.put("code", first.code().code());
    json.put("detail", first.detail());
    json.put("errors", refusal.problems().stream().map(RefusalJson::problem).toList());
    return json;
  }

  static Map<String, @Nullable Object> whole(Refusal refusal) {
    Map<String, @Nullable Object> json = summary(refusal);
    try {
      ByteBuffer raw = ByteBuffer.wrap(refusal.raw());
      json.put("body", StandardCharsets.UTF_8.newDecoder().decode(raw).toString());
    } catch (CharacterCodingException notUtf8) {
      json.put("body_base64", Base64.getEncoder().encodeToString(refusal.raw()));
    }
    return json;
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pointer", problem.pointer());
    json.put("code", problem.code().code());
    json.put("detail", problem.detail());
    return json;
  }
}
