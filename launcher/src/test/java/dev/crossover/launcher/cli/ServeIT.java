package dev.crossover.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.platforms.googlecloud.fake.FakePublisher;
import dev.crossover.platforms.local.Programs;
import io.grpc.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, with the settings of a sample and no cloud behind it. */
class ServeIT {
  private static final String TOPIC = "projects/shop/topics/shop-dev-handoff-dead";
  private static final Pattern SERVING = Pattern.compile("event=serving address=.*:(\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void answersAndKeepsWhatNobodyCanReadUntilItIsAskedToEnd() throws Exception {
    try (FakePublisher pubsub = new FakePublisher(TOPIC)) {
      settings(pubsub.url());
      Process serve = serve();
      try (BufferedReader log =
          new BufferedReader(new InputStreamReader(serve.getInputStream(), UTF_8))) {
        String address = "http://127.0.0.1:" + port(log);
        assertThat(status(address + "/livez", "")).isEqualTo(200);
        assertThat(status(address + "/elsewhere", "")).isEqualTo(404);

        assertThat(status(address + "/events/job-status", "no event")).isEqualTo(200);
        assertThat(pubsub.published())
            .extracting(message -> message.getData().toStringUtf8())
            .containsExactly("no event");
        pubsub.refuse(Status.PERMISSION_DENIED.withDescription("User not authorized"));
        assertThat(status(address + "/events/job-status", "another")).isEqualTo(503);

        serve.toHandle().destroy();

        assertThat(log.lines().collect(Collectors.toList()))
            .as("its only log")
            .anyMatch(line -> line.contains("event=not_kept"))
            .anyMatch(line -> line.startsWith("Caused by: ") && line.contains("User not"));
        assertThat(serve.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
      } finally {
        serve.destroyForcibly();
      }
    }
  }

  private void settings(String pubsub) throws IOException {
    ObjectNode settings =
        (ObjectNode) JSON.readTree(Path.of("../tfvars/shop-dev.tfvars.json").toFile());
    ((ObjectNode) settings.path("google_cloud")).putObject("endpoints").put("pubsub", pubsub);
    JSON.writeValue(folder.resolve("shop-dev.tfvars.json").toFile(), settings);
  }

  private Process serve() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Programs.find()
                    .launcher(
                        List.of(
                            "serve",
                            "--env",
                            "shop-dev",
                            "--tfvars",
                            folder.toString(),
                            "--port",
                            "0")))
            .redirectErrorStream(true);
    builder.environment().put("CROSSOVER_DEAD_LETTER_TOPIC", TOPIC);
    return builder.start();
  }

  private static String port(BufferedReader log) throws IOException {
    StringBuilder printed = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher serving = SERVING.matcher(line);
      if (serving.find()) {
        return serving.group(1);
      }
      printed.append(line).append('\n');
    }
    throw new AssertionError("it does not serve:\n" + printed);
  }

  /**
   * @param body what is sent; empty to ask only
   */
  private static int status(String url, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
    if (!body.isEmpty()) {
      request.POST(BodyPublishers.ofString(body));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
