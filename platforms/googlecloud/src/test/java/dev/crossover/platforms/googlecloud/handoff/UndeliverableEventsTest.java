package dev.crossover.platforms.googlecloud.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.fake.FakePublisher;
import io.grpc.Status;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UndeliverableEventsTest {
  private static final String TOPIC = "projects/shop/topics/shop-prod-handoff-dead";

  private final FakePublisher pubsub = new FakePublisher(TOPIC);

  @AfterEach
  void end() {
    pubsub.close();
  }

  private UndeliverableEvents events(String topic) {
    return new UndeliverableEvents(topic, new ServiceAddress(Optional.of(pubsub.url())));
  }

  @Test
  void keepsTheWholeEventAndWhy() {
    try (UndeliverableEvents events = events(TOPIC)) {
      events.keep("no JSON".getBytes(UTF_8), "no event that can be read");
    }
    assertThat(pubsub.published())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.getData().toStringUtf8()).isEqualTo("no JSON");
              assertThat(message.getAttributesMap())
                  .containsEntry("reason", "no event that can be read");
            });
  }

  @Test
  void cutsAReasonThatIsLongerThanAnAttributeMayBe() {
    try (UndeliverableEvents events = events(TOPIC)) {
      events.keep(new byte[] {1}, "x".repeat(5_000));
    }
    assertThat(pubsub.published().get(0).getAttributesMap().get("reason"))
        .hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void saysWhatIsMissingWhereTheTopicDoesNotTakeIt() {
    pubsub.refuse(Status.PERMISSION_DENIED.withDescription("User not authorized"));
    try (UndeliverableEvents events = events(TOPIC)) {
      assertThatThrownBy(() -> events.keep(new byte[] {1}, "r"))
          .isInstanceOf(ExternalToolException.class)
          .hasMessageContaining(TOPIC)
          .hasMessageContaining("User not authorized")
          .hasMessageContaining("roles/pubsub.publisher");
    }
  }

  @Test
  void saysThatThereIsNoSuchTopic() {
    try (UndeliverableEvents events = events(TOPIC + "-other")) {
      assertThatThrownBy(() -> events.keep(new byte[] {1}, "r"))
          .isInstanceOf(ExternalToolException.class)
          .hasMessageContaining("Resource not found");
    }
  }
}
