package dev.crossover.launcher.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.crossover.contract.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Prints an answer: text, or with {@code --json} one object that is the same in every run. */
final class AnswerPrinter {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  AnswerPrinter(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /**
   * @param command the command's words, such as {@code dead-letters list}
   * @return the exit code
   */
  int print(String command, Optional<String> environment, Answer answer) {
    if (json) {
      out.println(envelope(command, environment, answer).toPrettyString());
    } else if (!answer.text().isEmpty()) {
      (answer.json() instanceof Failure ? err : out).println(answer.text());
    }
    out.flush();
    err.flush();
    return answer.exit().number();
  }

  private static ObjectNode envelope(String command, Optional<String> environment, Answer answer) {
    ObjectNode object = JSON.createObjectNode();
    object.put("command", command);
    environment.ifPresent(name -> object.put("environment", name));
    object.put("exitCode", answer.exit().number());
    object.put("exit", name(answer.exit()));
    object.setAll((ObjectNode) JSON.valueToTree(answer.json()));
    return object;
  }

  private static String name(ExitCode exit) {
    return exit.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * An error as a part of the answer.
   *
   * @param error one sentence
   * @param log where more is to be found; empty if there is no log yet
   */
  record Failure(String error, Optional<String> log) {}
}
