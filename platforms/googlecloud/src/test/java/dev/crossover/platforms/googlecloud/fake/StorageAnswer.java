package dev.crossover.platforms.googlecloud.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.util.Map;

/** What a fake Cloud Storage answers. */
record StorageAnswer(
    int code, String type, ByteString body, Map<String, String> headers, int breaksOffAfter) {
  StorageAnswer(int code, String type, ByteString body, Map<String, String> headers) {
    this(code, type, body, headers, Integer.MAX_VALUE);
  }

  static StorageAnswer json(JsonNode node) {
    return new StorageAnswer(
        200, "application/json; charset=UTF-8", ByteString.copyFromUtf8(node.toString()), Map.of());
  }

  static StorageAnswer error(int code, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.putObject("error").put("code", code).put("message", message);
    return new StorageAnswer(
        code,
        "application/json; charset=UTF-8",
        ByteString.copyFromUtf8(error.toString()),
        Map.of());
  }

  static StorageAnswer otherGeneration() {
    return error(412, "At least one of the pre-conditions you specified did not hold.");
  }
}
