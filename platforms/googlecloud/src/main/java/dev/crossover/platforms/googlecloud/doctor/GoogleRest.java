package dev.crossover.platforms.googlecloud.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A service of Google's that has no client library in this program, over REST.
 *
 * @param standard its public address
 * @param actAs the account to impersonate, as Terraform does
 */
record GoogleRest(ServiceAddress address, String standard, Optional<String> actAs) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/cloud-platform");
  private static final int TOKEN_SECONDS = 300;
  private static final int OK = 200;

  /** The service gave no answer that could be used. */
  static final class NoAnswerException extends Exception {
    private final String fix;

    /**
     * @param fix empty where it is the check that knows
     */
    NoAnswerException(String message, String fix, Throwable cause) {
      super(message, cause);
      this.fix = fix;
    }

    /**
     * What to do about it.
     *
     * @param otherwise where the service answered and refused
     */
    String fixOr(String otherwise) {
      return fix.isEmpty() ? otherwise : fix;
    }
  }

  JsonNode get(String path) throws NoAnswerException {
    return json(send(request(path).GET().build()));
  }

  JsonNode post(String path, JsonNode body) throws NoAnswerException {
    return json(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build()));
  }

  /** The clock that the service goes by, whatever else it answers. */
  Optional<String> date() throws NoAnswerException {
    HttpRequest request = HttpRequest.newBuilder(uri("/")).timeout(PATIENCE).build();
    return send(request).headers().firstValue("Date");
  }

  private HttpRequest.Builder request(String path) throws NoAnswerException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    return address.isPlain() ? request : request.header("Authorization", "Bearer " + token());
  }

  private URI uri(String path) {
    return URI.create(address.url().orElse(standard) + path);
  }

  private String token() throws NoAnswerException {
    try {
      GoogleCredentials caller = GoogleCredentials.getApplicationDefault().createScoped(SCOPES);
      GoogleCredentials acting =
          actAs
              .<GoogleCredentials>map(
                  account ->
                      ImpersonatedCredentials.create(caller, account, null, SCOPES, TOKEN_SECONDS))
              .orElse(caller);
      acting.refreshIfExpired();
      return acting.getAccessToken().getTokenValue();
    } catch (IOException e) {
      throw new NoAnswerException(
          "no credentials: " + oneLine(e), "run `gcloud auth application-default login`", e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws NoAnswerException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new NoAnswerException(
          "%s does not answer: %s".formatted(request.uri().getHost(), oneLine(e)),
          "look at the network of this machine",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted", "look again", e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws NoAnswerException {
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (IOException e) {
      throw new NoAnswerException(
          "%s answered %d and no JSON".formatted(response.uri().getHost(), response.statusCode()),
          "see what stands between this machine and the service, such as a proxy",
          e);
    }
    if (response.statusCode() != OK) {
      throw new NoAnswerException(
          "%s answered %d: %s"
              .formatted(
                  response.uri().getHost(),
                  response.statusCode(),
                  body.at("/error/message").asText("no message")),
          "",
          null);
    }
    return body;
  }

  private static String oneLine(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.replaceAll("\\s+", " ");
  }
}
