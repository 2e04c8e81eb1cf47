package dev.crossover.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Cloud Monitoring makes of a threshold condition (cloud.google.com/monitoring/alerts,
 * .../api/v3/aggregation): series that the filter takes are aligned, reduced by group, and compared
 * over time.
 */
record AlertSimulation(JsonNode threshold) {
  private static final Pattern TERM =
      Pattern.compile(
          "([\\w.]+)=(?:(one_of|starts_with|monitoring\\.regex\\.full_match)\\((.*)\\)|(\".*\"))");

  /**
   * One time series.
   *
   * @param labels also {@code metric.type} and {@code resource.type}
   * @param points by minute; DELTA points hold what happened in their minute
   */
  record Series(Map<String, String> labels, Map<Integer, Double> points) {
    Series with(int minute, double value) {
      Map<Integer, Double> more = new TreeMap<>(points);
      more.put(minute, value);
      return new Series(labels, more);
    }

    Series from(int first, int last, double value) {
      Series series = this;
      for (int minute = first; minute <= last; minute++) {
        series = series.with(minute, value);
      }
      return series;
    }
  }

  boolean fires(Series... all) {
    int period = seconds(threshold.at("/aggregations/0/alignment_period")) / 60;
    Map<String, Map<Integer, List<Double>>> groups = new TreeMap<>();
    for (Series series : all) {
      if (taken(series)) {
        Map<Integer, List<Double>> aligned = new TreeMap<>();
        series
            .points()
            .forEach(
                (minute, value) ->
                    aligned
                        .computeIfAbsent(minute / period * period, m -> new ArrayList<>())
                        .add(value));
        Map<Integer, List<Double>> group =
            groups.computeIfAbsent(group(series), g -> new TreeMap<>());
        aligned.forEach(
            (minute, values) ->
                group.computeIfAbsent(minute, m -> new ArrayList<>()).add(aligned(values)));
      }
    }
    return groups.values().stream().anyMatch(group -> lasts(group, period));
  }

  private boolean lasts(Map<Integer, List<Double>> group, int period) {
    int needed = seconds(threshold.path("duration")) / 60;
    int over = 0;
    int expected = Integer.MIN_VALUE;
    for (Map.Entry<Integer, List<Double>> point : group.entrySet()) {
      boolean above = reduced(point.getValue()) > threshold.path("threshold_value").asDouble();
      over = above ? (point.getKey() == expected ? over + period : period) : 0;
      expected = point.getKey() + period;
      if (above && over >= needed) {
        return true;
      }
    }
    return false;
  }

  private double aligned(List<Double> values) {
    return switch (threshold.at("/aggregations/0/per_series_aligner").asText()) {
      case "ALIGN_MAX" -> values.stream().mapToDouble(v -> v).max().orElse(0);
      case "ALIGN_MEAN" -> values.stream().mapToDouble(v -> v).average().orElse(0);
      case "ALIGN_DELTA" -> values.stream().mapToDouble(v -> v).sum();
      default -> throw new IllegalStateException("an aligner that is not simulated");
    };
  }

  private double reduced(List<Double> values) {
    return switch (threshold.at("/aggregations/0/cross_series_reducer").asText()) {
      case "REDUCE_MAX" -> values.stream().mapToDouble(v -> v).max().orElse(0);
      case "REDUCE_SUM" -> values.stream().mapToDouble(v -> v).sum();
      default -> throw new IllegalStateException("a reducer that is not simulated");
    };
  }

  private String group(Series series) {
    StringBuilder group = new StringBuilder();
    threshold
        .at("/aggregations/0/group_by_fields")
        .forEach(label -> group.append(series.labels().get(label.asText())).append('/'));
    return group.toString();
  }

  private boolean taken(Series series) {
    for (String term : threshold.path("filter").asText().split(" AND ", -1)) {
      Matcher matcher = TERM.matcher(term);
      if (!matcher.matches()) {
        throw new IllegalStateException("a filter that is not simulated: " + term);
      }
      String value = series.labels().getOrDefault(matcher.group(1), "");
      String words = matcher.group(matcher.group(2) == null ? 4 : 3);
      List<String> texts = List.of(words.substring(1, words.length() - 1).split("\", \"", -1));
      boolean fits =
          switch (String.valueOf(matcher.group(2))) {
            case "starts_with" -> value.startsWith(texts.get(0));
            case "monitoring.regex.full_match" -> value.matches(texts.get(0));
            default -> texts.contains(value);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int seconds(JsonNode duration) {
    return Integer.parseInt(duration.asText().replace("s", ""));
  }
}
