package dev.crossover.platforms.googlecloud.fake;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request, as its line says it. */
record StorageCall(
    StorageOperation operation,
    String bucket,
    String object,
    String target,
    Map<String, String> query) {

  static StorageCall of(HttpExchange exchange) {
    List<String> path =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/", -1))
            .map(StorageCall::decoded)
            .toList();
    int at = path.indexOf("b");
    String object = path.size() > at + 3 ? path.get(at + 3) : "";
    String target = path.size() > at + 6 ? path.get(at + 6) : "";
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    return new StorageCall(
        StorageOperation.of(exchange.getRequestMethod(), object, target, query),
        path.get(at + 1),
        object,
        target,
        query);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&", -1)) {
      String[] words = pair.split("=", 2);
      query.put(words[0], words.length == 1 ? "" : decoded(words[1]));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  Optional<Long> generation(String parameter) {
    return Optional.ofNullable(query.get(parameter)).map(Long::valueOf);
  }
}
