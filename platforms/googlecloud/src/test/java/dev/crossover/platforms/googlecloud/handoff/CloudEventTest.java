package dev.crossover.platforms.googlecloud.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {
  private static final String DATA =
      "{\"payload\": {\"name\": \"shop-bulk-r1\", \"currentState\": \"JOB_STATE_DONE\"}}";

  private static final String ATTRIBUTES =
      "\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"//dataflow.googleapis.com/p\","
          + " \"type\": \"google.cloud.dataflow.job.v1beta3.statusChanged\"";

  private static Map<String, String> binary() {
    return new HashMap<>(
        Map.of(
            "Ce-Id", "1",
            "ce-source", "//dataflow.googleapis.com/p",
            "CE-Type", JobEvent.TYPE,
            "ce-specversion", "1.0",
            "Content-type", "application/json; charset=utf-8"));
  }

  private static CloudEvent structured(String json) {
    return CloudEvent.of(
        Map.of("content-type", "application/cloudevents+json; charset=UTF-8"),
        json.getBytes(UTF_8));
  }

  @Test
  void theBinaryModeHasAttributesInHeadersWhateverTheirCase() {
    CloudEvent event = CloudEvent.of(binary(), DATA.getBytes(UTF_8));
    assertThat(event.id()).isEqualTo("1");
    assertThat(event.source()).isEqualTo("//dataflow.googleapis.com/p");
    assertThat(JobEvent.of(event)).contains(new JobEvent("shop-bulk-r1", "JOB_STATE_DONE"));
  }

  @Test
  void theStructuredModeHasThemBesideTheData() {
    CloudEvent event = structured("{%s, \"data\": %s}".formatted(ATTRIBUTES, DATA));
    assertThat(JobEvent.of(event)).contains(new JobEvent("shop-bulk-r1", "JOB_STATE_DONE"));
  }

  @Test
  void theDataOfTheStructuredModeMayBeInBase64() {
    String data = Base64.getEncoder().encodeToString(DATA.getBytes(UTF_8));
    CloudEvent event =
        structured(
            "{%s, \"datacontenttype\": \"application/json\", \"data_base64\": \"%s\"}"
                .formatted(ATTRIBUTES, data));
    assertThat(JobEvent.of(event)).contains(new JobEvent("shop-bulk-r1", "JOB_STATE_DONE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce-id", "ce-source", "ce-type", "ce-specversion"})
  void everyRequiredAttributeMustBeThere(String missing) {
    Map<String, String> headers = binary();
    headers.keySet().removeIf(name -> name.equalsIgnoreCase(missing));
    assertThatThrownBy(() -> CloudEvent.of(headers, DATA.getBytes(UTF_8)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage("the event has no " + missing);
  }

  @Test
  void anotherVersionIsNotRead() {
    Map<String, String> headers = binary();
    headers.put("ce-specversion", "0.3");
    assertThatThrownBy(() -> CloudEvent.of(headers, DATA.getBytes(UTF_8)))
        .hasMessage("specversion must be 1.0");
  }

  @Test
  void whatIsNoJsonIsNotRepeated() {
    assertThatThrownBy(() -> CloudEvent.of(binary(), "s3cret".getBytes(UTF_8)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage("the event's body is no JSON");
    assertThatThrownBy(() -> structured("{%s, \"data_base64\": \"?\"}".formatted(ATTRIBUTES)))
        .hasMessage("the event's data_base64 is no base64");
  }

  @Test
  void anEventWithDataOfAnotherKindNamesNoJob() {
    Map<String, String> headers = binary();
    headers.put("Content-type", "application/protobuf");
    CloudEvent event = CloudEvent.of(headers, new byte[] {1, 2});
    assertThatThrownBy(() -> JobEvent.of(event))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("payload.name");
  }

  @ParameterizedTest
  @CsvSource({
    "JOB_STATE_DONE,true",
    "JOB_STATE_FAILED,true",
    "JOB_STATE_CANCELLED,true",
    "JOB_STATE_RUNNING,false",
    "JOB_STATE_PENDING,false"
  })
  void tellsStatesThatEndAJob(String state, boolean ended) {
    assertThat(new JobEvent("j", state).saysEnded()).isEqualTo(ended);
  }
}
