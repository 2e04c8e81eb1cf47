package dev.crossover.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@code cdktf} commands of the documents through the real CLI, as printed, up to the first
 * call of a provider. The CLI is what {@code npm ci} installed in the checkout, or what {@code
 * CROSSOVER_CDKTF} names.
 */
class CdktfCommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path FOLDER = Path.of("target/cdktf").toAbsolutePath();
  private static final Path CLI =
      Path.of(
          System.getenv()
              .getOrDefault("CROSSOVER_CDKTF", ROOT.resolve("node_modules/.bin/cdktf").toString()));

  private record Ran(int exit, String output) {}

  static List<String> printed() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String page : List.of("README.md", "docs/stacks.md")) {
      Files.readAllLines(ROOT.resolve(page)).stream()
          .filter(line -> line.startsWith("npx cdktf "))
          .map(line -> line.replaceAll("\\s+#.*", "").substring("npx cdktf ".length()))
          .forEach(commands::add);
    }
    return commands;
  }

  @BeforeAll
  static void cliIsInstalled() throws IOException {
    if (!Files.isExecutable(CLI)) {
      throw Terraform.skipped("the commands of docs/stacks.md: run npm ci in the checkout first");
    }
    Files.createDirectories(FOLDER);
    Files.copy(
        ROOT.resolve("cdktf.json"),
        FOLDER.resolve("cdktf.json"),
        StandardCopyOption.REPLACE_EXISTING);
    // What cdktf.json's own command does after Maven has compiled.
    Files.writeString(
        FOLDER.resolve("synth.sh"),
        "exec '%s' -cp '%s' %s\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Synth.class.getName()));
  }

  @Test
  void theVersionIsTheOneThatIsPinnedAndDocumented() throws Exception {
    String pinned =
        new JsonMapper()
            .readTree(ROOT.resolve("package.json").toFile())
            .at("/devDependencies/cdktf-cli")
            .asText();
    assertThat(run(Map.of(), "--version").output()).contains(pinned);
    assertThat(Files.readString(ROOT.resolve("docs/stacks.md"))).contains("(" + pinned + ")");
  }

  @ParameterizedTest
  @MethodSource("printed")
  void runsAsPrinted(String command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    boolean terraform = !words.get(0).equals("list");
    if (words.get(0).equals("deploy")) {
      words.add("--auto-approve");
    }
    Ran ran = run(Map.of("CROSSOVER_ENV", "shop-dev"), words.toArray(new String[0]));
    // With a mirror and no registry, the CLI has a stack's checksums from its first run's lock
    // file.
    for (int stack = 1;
        stack < words.size() && ran.output().contains("Could not retrieve providers for locking");
        stack++) {
      ran = run(Map.of("CROSSOVER_ENV", "shop-dev"), words.toArray(new String[0]));
    }
    assertThat(ran.output())
        .doesNotContain("Usage Error")
        .doesNotContain("undeclared variable")
        .doesNotContain("dependencies");
    if (terraform) {
      // Either the provider wants to know who asks, or it cannot be had at all.
      assertThat(ran.output())
          .containsAnyOf("default credentials", "Failed to query available provider packages");
    } else {
      assertThat(ran.exit()).as(ran.output()).isZero();
      assertThat(ran.output()).contains("shop-dev-live").doesNotContain("ledger");
    }
  }

  @Test
  void aWrongFileOfAnotherEnvironmentIsAWarning() throws Exception {
    Path tfvars = Files.createDirectories(FOLDER.resolve("mixed"));
    Files.writeString(tfvars.resolve("broken-dev.tfvars.json"), "{\"platform\": \"google-cloud\"}");
    Files.copy(
        ROOT.resolve("tfvars/ledger-prod.tfvars.json"),
        tfvars.resolve("ledger-prod.tfvars.json"),
        StandardCopyOption.REPLACE_EXISTING);
    Ran ran = run(Map.of("CROSSOVER_TFVARS", tfvars.toString()), "list");
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output())
        .contains("warning: left out: the settings of environment broken-dev have")
        .contains("ledger-prod-live");
  }

  private static Ran run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(CLI.toString()));
    command.addAll(List.of(arguments));
    if (Stream.of("list", "diff", "deploy").anyMatch(arguments[0]::equals)) {
      command.addAll(List.of("--app", "sh synth.sh"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
    builder.environment().put("CROSSOVER_TFVARS", ROOT.resolve("tfvars").toString());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.environment().put("CI", "1");
    // So that a provider finds nobody's credentials.
    builder.environment().put("HOME", FOLDER.toString());
    builder.environment().remove("GOOGLE_APPLICATION_CREDENTIALS");
    builder.environment().putAll(environment);
    String config = builder.environment().get("TF_CLI_CONFIG_FILE");
    if (config != null && !new File(config).exists()) {
      builder.environment().remove("TF_CLI_CONFIG_FILE");
    }
    Process process =
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), output);
  }
}
