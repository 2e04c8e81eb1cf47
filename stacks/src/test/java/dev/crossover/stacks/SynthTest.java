package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthTest {
  @TempDir private Path folder;

  @Test
  void makesMissingFoldersAndKeepsStateInOnePlaceHoweverDeepTheyAre() throws Exception {
    for (String out : new String[] {"a", "b/c/d"}) {
      Path stacks = folder.resolve(out);
      Synth.main(
          new String[] {
            "--env", "shop-dev", "--tfvars", Samples.TFVARS.toString(), "--out", stacks.toString()
          });
      Path stack = stacks.resolve("stacks/shop-dev-live");
      String state =
          new JsonMapper()
              .readTree(stack.resolve("cdk.tf.json").toFile())
              .at("/terraform/backend/local/path")
              .asText();
      assertThat(stack.resolve(state).normalize())
          .isEqualTo(
              Path.of("../.crossover/state/shop-dev-live.tfstate").toAbsolutePath().normalize());
    }
  }
}
