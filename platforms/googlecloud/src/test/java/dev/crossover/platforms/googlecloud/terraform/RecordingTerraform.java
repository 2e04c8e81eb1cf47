package dev.crossover.platforms.googlecloud.terraform;

import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program in Terraform's place: it writes down how it was called, and answers as the test says.
 * What it prints is what Terraform 1.11 was seen to print.
 */
public final class RecordingTerraform {
  private final Path folder;

  /**
   * @param folder where it is, with what it records
   */
  public RecordingTerraform(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Path program = folder.resolve("terraform");
      Files.writeString(
          program,
          """
          #!/bin/sh
          here='%s'
          printf '%%s\\n' "$*" >>"$here/calls"
          env >"$here/environment.$1"
          for word; do
            case $word in -out=*) echo planned >"${word#-out=}" ;; esac
          done
          [ -e "$here/answer.$1" ] && . "$here/answer.$1"
          exit 0
          """
              .formatted(folder));
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it does when it is called with this command: lines of sh. */
  public RecordingTerraform on(String command, String script) {
    try {
      PrivateFiles.write(
          folder.resolve("answer." + command), script.getBytes(StandardCharsets.UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A plan of one change, which {@code show -json} prints as given. */
  public RecordingTerraform plans(String json) {
    on("plan", "exit 2");
    return on("show", "cat <<'END'\n" + json + "\nEND");
  }

  /** The outputs of the stack, as {@code output -json} prints them. */
  public RecordingTerraform outputs(String json) {
    return on("output", "cat <<'END'\n" + json + "\nEND");
  }

  /** This program, given some of a process environment. */
  public TerraformProgram program(Map<String, String> more) {
    return TerraformProgram.find(environment(more));
  }

  /** A process environment that names this program. */
  public Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PATH", System.getenv("PATH"));
    environment.put(TerraformProgram.VARIABLE, folder.resolve("terraform").toString());
    return environment;
  }

  /** Every call, with its arguments. */
  public List<String> calls() {
    return lines("calls");
  }

  /** The environment of the last call of a command, {@code NAME=value} each. */
  public List<String> environmentOf(String command) {
    return lines("environment." + command);
  }

  private List<String> lines(String file) {
    try {
      return Files.exists(folder.resolve(file))
          ? Files.readAllLines(folder.resolve(file))
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
