package dev.crossover.launcher.cli;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetterEntry;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show a dead letter with its raw record and what was done about it.")
final class DeadLettersShowCommand implements Callable<Integer> {
  private static final int SHOWN_BYTES = 16 << 10;

  @Mixin private CommandOptions options;

  @Parameters(paramLabel = "ID", description = "The dead letter's id, from the list.")
  private String id;

  @Option(
      names = "--raw",
      paramLabel = "FILE",
      description = "Write the raw record to this new file; a long one is not shown whole.")
  private Path file;

  private record Result(DeadLetterEntry deadLetter, String raw) {}

  @Override
  public Integer call() {
    return options.runWithoutLease((wiring, progress) -> answer(wiring.deadLetters()));
  }

  private Answer answer(DeadLetters deadLetters) {
    DeadLetterEntry entry =
        deadLetters
            .show(id)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "there is no dead letter "
                            + id
                            + "; `dead-letters list --all` shows those there are"));
    String raw = file == null ? beginning(deadLetters, entry.letter()) : "in " + file;
    if (file != null) {
      write(deadLetters, entry.letter());
    }
    return Answer.done(new Result(entry, raw), text(entry, raw));
  }

  private String beginning(DeadLetters deadLetters, DeadLetter letter) {
    try (InputStream in = deadLetters.raw(letter)) {
      String shown = new String(in.readNBytes(SHOWN_BYTES), StandardCharsets.UTF_8);
      return letter.raw().bytes() <= SHOWN_BYTES
          ? shown
          : "%s … (%d of %d bytes; --raw FILE writes them all)"
              .formatted(shown, SHOWN_BYTES, letter.raw().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the record of dead letter " + id, e);
    }
  }

  private void write(DeadLetters deadLetters, DeadLetter letter) {
    // A record may be personal data, so the file is the caller's alone from its first byte on.
    try (InputStream in = deadLetters.raw(letter);
        OutputStream out = Channels.newOutputStream(PrivateFiles.open(file, CREATE_NEW, WRITE))) {
      in.transferTo(out);
    } catch (FileAlreadyExistsException e) {
      throw new SettingsException("the file " + file + " exists; name a new one in --raw", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the record to " + file, e);
    }
  }

  private static String text(DeadLetterEntry entry, String raw) {
    DeadLetter letter = entry.letter();
    StringBuilder text = new StringBuilder();
    line(text, "id", letter.id());
    line(text, "state", entry.open() ? "open" : "settled");
    line(text, "origin", letter.origin());
    line(text, "unit", letter.unit() + " #" + letter.index());
    line(text, "table", letter.table().orElse("?"));
    line(text, "position", letter.position().orElse("-"));
    line(text, "attempt", letter.attempt());
    line(text, "at", letter.at());
    line(text, "reason", letter.reason());
    line(text, "raw", raw);
    entry
        .history()
        .forEach(
            h ->
                line(
                    text,
                    "history",
                    h.at() + " " + h.action() + " by " + h.by() + ": " + h.reason()));
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-9s %s%n".formatted(name, value));
  }
}
