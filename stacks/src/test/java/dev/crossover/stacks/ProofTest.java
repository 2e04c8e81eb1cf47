package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of defects in {@code docs/stacks.md} names tests that exist. */
class ProofTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

  @Test
  void everyDefectHasATestThatExists() throws Exception {
    String page = Files.readString(Path.of("../docs/stacks.md"));
    String table = page.substring(page.indexOf("## What is kept out"), page.indexOf("## Leave"));
    List<String> missing = new ArrayList<>();
    List<String> defects = new ArrayList<>();
    for (String row : table.lines().filter(line -> line.matches("\\| \\w+ \\|.*")).toList()) {
      Matcher named = NAMED.matcher(row);
      assertThat(named.find()).as(row).isTrue();
      do {
        if (!exists(named.group(1), named.group(2))) {
          missing.add(named.group());
        }
      } while (named.find());
      defects.add(row.substring(2, row.indexOf(' ', 2)));
    }
    assertThat(missing).isEmpty();
    assertThat(defects)
        .containsExactly(
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "a", "b", "c", "d", "e",
            "f", "g", "h");
  }

  private static boolean exists(String type, String method) throws IOException {
    for (String module : List.of("stacks", "contract", "launcher", "pipelines")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        for (Path file : files.filter(f -> f.endsWith(type + ".java")).toList()) {
          if (Files.readString(file).contains("void " + method + "(")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
