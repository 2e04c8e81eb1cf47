package dev.crossover.platforms.googlecloud.fake;

import java.util.Map;

/** What a listing is asked for; texts are empty where nothing is said. */
record ListRequest(String prefix, String delimiter, String from, String token, int most) {
  private static final int MOST = 1_000;

  static ListRequest of(Map<String, String> query) {
    return new ListRequest(
        query.getOrDefault("prefix", ""),
        query.getOrDefault("delimiter", ""),
        query.getOrDefault("startOffset", ""),
        query.getOrDefault("pageToken", ""),
        Math.min(MOST, Integer.parseInt(query.getOrDefault("maxResults", "" + MOST))));
  }

  /** The name that the page begins at, or after. */
  String begin() {
    return token.compareTo(from) > 0 ? token : from;
  }
}
