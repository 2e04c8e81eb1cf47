package dev.crossover.platforms.googlecloud.fake;

import java.util.Map;

/** What is asked of Cloud Storage. */
public enum StorageOperation {
  LIST,
  INSERT,
  GET,
  READ,
  MOVE,
  DELETE;

  static StorageOperation of(
      String method, String object, String target, Map<String, String> query) {
    return switch (method) {
      case "POST" -> target.isEmpty() ? INSERT : MOVE;
      case "DELETE" -> DELETE;
      default -> object.isEmpty() ? LIST : "media".equals(query.get("alt")) ? READ : GET;
    };
  }
}
