package dev.crossover.platforms.googlecloud.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.terraform.TerraformProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that are needed are there, and new enough. */
record ProgramVersions(Map<String, String> environment, int java) implements Check {
  private static final Pattern NUMBERS = Pattern.compile("v?(\\d+)\\.(\\d+).*");
  private static final int JAVA = 17;
  private static final int NODE = 20;
  private static final int PATIENCE_SECONDS = 30;
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(terraform());
    findings.add(
        java >= JAVA
            ? Finding.pass(this, "java " + java)
            : Finding.fail(this, "java " + java, "install JDK 17 or newer"));
    findings.add(node());
    return findings;
  }

  private Finding terraform() {
    try {
      String program = TerraformProgram.find(environment).executable().toString();
      String printed = printed(List.of(program, "version", "-json"));
      String version = JSON.readTree(printed).path("terraform_version").asText();
      // 1.5 has plantimestamp(), by which a bulk run is started once.
      return judge("terraform", program + " " + version, version, 1, 5);
    } catch (ExternalToolException e) {
      return Finding.fail(this, e.getMessage(), "settle that, then look again");
    } catch (JsonProcessingException e) {
      return Finding.unknown(this, "terraform does not say its version", "run terraform version");
    } catch (IOException e) {
      return Finding.unknown(this, "terraform: " + e.getMessage(), "run terraform version");
    }
  }

  private Finding node() {
    try {
      String version = printed(List.of("node", "--version")).strip();
      return judge("Node.js", "node " + version, version, NODE, 0);
    } catch (IOException e) {
      return Finding.fail(
          this,
          "node does not start: " + e.getMessage(),
          "install Node.js 20; stacks are made by it");
    }
  }

  private Finding judge(String program, String seen, String version, int major, int minor) {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches()) {
      return Finding.unknown(
          this, program + " does not say its version", "look at its version yourself");
    }
    int first = Integer.parseInt(numbers.group(1));
    boolean enough =
        first > major || (first == major && Integer.parseInt(numbers.group(2)) >= minor);
    return enough
        ? Finding.pass(this, seen)
        : Finding.fail(this, seen, "install %s %d.%d or newer".formatted(program, major, minor));
  }

  private String printed(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("it does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return Optional.of(printed).filter(text -> !text.isBlank()).orElse("{}");
  }
}
