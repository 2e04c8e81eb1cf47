package dev.crossover.sources.mysql.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Transactions by their global identifiers, whatever files of whatever server they are in.
 *
 * @param runs by what counts them, the numbers that there are: apart from each other, in order. In
 *     MySQL a server counts, or a server with a tag; in MariaDB a domain
 */
public record GtidSet(Map<String, List<Run>> runs) {
  public static final GtidSet NONE = new GtidSet(Map.of());

  /** Numbers without a gap, the first and the last included. */
  public record Run(long first, long last) {
    public Run {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(
            "a run of transactions must be FIRST-LAST with 1 at least, got " + first + "-" + last);
      }
    }

    private boolean contains(Run other) {
      return first <= other.first && other.last <= last;
    }

    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + "-" + last;
    }
  }

  public GtidSet {
    Map<String, List<Run>> ordered = new TreeMap<>();
    runs.forEach((counter, some) -> ordered.put(counter, joined(some)));
    runs = Map.copyOf(ordered);
  }

  /**
   * @param text such as {@code uuid:1-5:7,uuid:tag:1-3}; empty for none
   * @throws IllegalArgumentException if it is not of this form
   */
  public static GtidSet ofMysql(String text) {
    Map<String, List<Run>> runs = new TreeMap<>();
    for (String server : parts(text, ",")) {
      List<String> words = parts(server, ":");
      String counter = words.get(0);
      for (String word : words.subList(1, words.size())) {
        if (Character.isDigit(word.charAt(0))) {
          runs.computeIfAbsent(counter, unknown -> new ArrayList<>()).add(run(word, text));
        } else {
          counter = words.get(0) + ":" + word;
        }
      }
      if (words.size() < 2) {
        throw wrong(text, "UUID:FIRST-LAST");
      }
    }
    return new GtidSet(runs);
  }

  /**
   * Everything up to the last transaction of each domain.
   *
   * @param text such as {@code 0-1-57,2-3-8}; empty for none
   * @throws IllegalArgumentException if it is not of this form
   */
  public static GtidSet ofMariadb(String text) {
    Map<String, List<Run>> runs = new TreeMap<>();
    for (String last : parts(text, ",")) {
      List<String> words = parts(last, "-");
      if (words.size() != 3) {
        throw wrong(text, "DOMAIN-SERVER-NUMBER");
      }
      runs.computeIfAbsent(words.get(0), unknown -> new ArrayList<>())
          .add(run("1-" + words.get(2), text));
    }
    return new GtidSet(runs);
  }

  private static List<String> parts(String text, String between) {
    return Arrays.stream(text.split(between)).map(String::strip).filter(p -> !p.isEmpty()).toList();
  }

  private static Run run(String word, String text) {
    String[] ends = word.split("-", 2);
    try {
      return new Run(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    } catch (NumberFormatException e) {
      throw wrong(text, "runs of numbers");
    }
  }

  private static IllegalArgumentException wrong(String text, String form) {
    return new IllegalArgumentException(
        "global transaction identifiers must be " + form + ", got " + text);
  }

  private static List<Run> joined(List<Run> runs) {
    List<Run> joined = new ArrayList<>();
    for (Run run : runs.stream().sorted((a, b) -> Long.compare(a.first(), b.first())).toList()) {
      Run before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && run.first() <= before.last() + 1) {
        joined.set(joined.size() - 1, new Run(before.first(), Math.max(before.last(), run.last())));
      } else {
        joined.add(run);
      }
    }
    return List.copyOf(joined);
  }

  /** Whether every transaction of another set is in this one. */
  public boolean contains(GtidSet other) {
    return other.runs.entrySet().stream()
        .allMatch(
            each ->
                each.getValue().stream()
                    .allMatch(
                        run ->
                            runs.getOrDefault(each.getKey(), List.of()).stream()
                                .anyMatch(own -> own.contains(run))));
  }

  /** The transactions of both. */
  public GtidSet with(GtidSet other) {
    Map<String, List<Run>> both = new TreeMap<>(runs);
    other.runs.forEach(
        (counter, more) -> {
          List<Run> all = new ArrayList<>(both.getOrDefault(counter, List.of()));
          all.addAll(more);
          both.put(counter, all);
        });
    return new GtidSet(both);
  }

  /** Whether there are some that MySQL counts by a tag. */
  public boolean isTagged() {
    return runs.keySet().stream().anyMatch(counter -> counter.contains(":"));
  }

  /** As MySQL writes it. */
  @Override
  public String toString() {
    return new TreeMap<>(runs)
        .entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + ":"
                        + each.getValue().stream()
                            .map(Run::toString)
                            .collect(Collectors.joining(":")))
            .collect(Collectors.joining(","));
  }
}
