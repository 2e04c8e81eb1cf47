package dev.crossover.platforms.googlecloud.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.files.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One command of Terraform in a stack's folder.
 *
 * <p>It writes to files and not to this process: whoever writes into a pipe that nobody reads any
 * more is ended in the middle of its work, and what it made is then in no state. So it goes on to
 * its end when this process is killed, and holds the state's lock until then.
 *
 * @param folder the stack's
 * @param out where its output goes
 */
record TerraformRun(TerraformProgram program, Path folder, Path out, Path errors) {
  private static final long LOOK_MILLIS = 100;

  /** An apply makes what takes minutes, such as a private connection. */
  private static final long PATIENCE_MINUTES = 30;

  /**
   * @param line gets every whole line of the output while it is written
   * @return the exit code
   * @throws ExternalToolException if it cannot be started, or nobody waits for it any more
   */
  int run(List<String> command, Consumer<String> line) {
    Process process = start(command);
    Thread hook = new Thread(() -> outlast(process), "terraform-exit-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    try (InputStream written = Files.newInputStream(out)) {
      Lines lines = new Lines(written, line);
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        lines.read();
      }
      lines.read();
      lines.end();
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExternalToolException(
          "interrupted while %s works; it goes on to its end, its log is %s; then run the command"
                  .formatted(program.executable(), out)
              + " again",
          e);
    } finally {
      forget(hook);
    }
  }

  private Process start(List<String> command) {
    try {
      PrivateFiles.create(out);
      PrivateFiles.create(errors);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
      builder.environment().clear();
      builder.environment().putAll(program.environment());
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new ExternalToolException(
          "cannot start %s: %s".formatted(program.executable(), e.getMessage()), e);
    }
  }

  /** A terminal's interrupt reaches Terraform too, which then ends by itself and says so. */
  private static void outlast(Process process) {
    try {
      process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
  }

  /** The whole lines of what is written so far. */
  private record Lines(InputStream written, Consumer<String> line, ByteArrayOutputStream begun) {
    Lines(InputStream written, Consumer<String> line) {
      this(written, line, new ByteArrayOutputStream());
    }

    void read() throws IOException {
      for (byte next : written.readAllBytes()) {
        if (next == '\n') {
          end();
        } else {
          begun.write(next);
        }
      }
    }

    void end() {
      if (begun.size() > 0) {
        line.accept(begun.toString(UTF_8));
        begun.reset();
      }
    }
  }
}
