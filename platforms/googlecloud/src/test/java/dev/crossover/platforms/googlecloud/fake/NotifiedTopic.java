package dev.crossover.platforms.googlecloud.fake;

import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A topic with one subscription, and what Cloud Storage publishes to it: a message for each new
 * object, with {@code eventType}, {@code bucketId} and {@code objectId} among its attributes;
 * "at-least-once", with no order (Pub/Sub notifications for Cloud Storage). Which ones are sent,
 * and how often, the test says.
 */
public final class NotifiedTopic implements AutoCloseable {
  private final TopicAdminClient topics;
  private final String topic;
  private final String subscription;

  /** Makes both. */
  public NotifiedTopic(String url, String project, String name) throws IOException {
    ServiceAddress address = new ServiceAddress(Optional.of(url));
    topic = "projects/" + project + "/topics/" + name;
    subscription = "projects/" + project + "/subscriptions/" + name;
    topics = TopicAdminClient.create(address.grpc(TopicAdminSettings.newBuilder()).build());
    topics.createTopic(topic);
    try (SubscriptionAdminClient subscriptions =
        SubscriptionAdminClient.create(
            address.grpc(SubscriptionAdminSettings.newBuilder()).build())) {
      subscriptions.createSubscription(subscription, topic, PushConfig.getDefaultInstance(), 600);
    }
  }

  public String subscription() {
    return subscription;
  }

  /** Tells of a new object. */
  public void tell(String bucket, String object) {
    topics.publish(
        topic,
        List.of(
            PubsubMessage.newBuilder()
                .putAttributes("eventType", "OBJECT_FINALIZE")
                .putAttributes("payloadFormat", "JSON_API_V1")
                .putAttributes("bucketId", bucket)
                .putAttributes("objectId", object)
                .setData(ByteString.copyFromUtf8("{}"))
                .build()));
  }

  @Override
  public void close() {
    topics.close();
  }
}
