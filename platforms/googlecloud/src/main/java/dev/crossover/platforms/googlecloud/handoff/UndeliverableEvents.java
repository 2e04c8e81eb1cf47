package dev.crossover.platforms.googlecloud.handoff;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.util.List;

/** The topic of events that the launcher cannot act on, where they are kept for a person. */
public final class UndeliverableEvents implements AutoCloseable {
  /** Pub/Sub takes 1,024 bytes (cloud.google.com/pubsub/quotas, value of an attribute). */
  private static final int LONGEST_REASON = 250;

  private final String topic;
  private final TopicAdminClient client;

  /**
   * @param topic {@code projects/P/topics/T}
   */
  public UndeliverableEvents(String topic, ServiceAddress pubsub) {
    this.topic = topic;
    try {
      client = TopicAdminClient.create(pubsub.grpc(TopicAdminSettings.newBuilder()).build());
    } catch (IOException e) {
      throw new ExternalToolException(
          "cannot reach Pub/Sub: " + e.getMessage() + "; look at the account's credentials", e);
    }
  }

  /**
   * Returns when the topic has it.
   *
   * @throws ExternalToolException if it does not take it
   */
  public void keep(byte[] body, String reason) {
    try {
      client.publish(
          topic,
          List.of(
              PubsubMessage.newBuilder()
                  .setData(ByteString.copyFrom(body))
                  .putAttributes(
                      "reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
                  .build()));
    } catch (ApiException e) {
      throw new ExternalToolException(
          "cannot publish to %s: %s; its account needs roles/pubsub.publisher there"
              .formatted(topic, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
