package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.data_google_storage_project_service_account.DataGoogleStorageProjectServiceAccount;
import com.hashicorp.cdktf.providers.google.pubsub_subscription.PubsubSubscription;
import com.hashicorp.cdktf.providers.google.pubsub_subscription.PubsubSubscriptionExpirationPolicy;
import com.hashicorp.cdktf.providers.google.pubsub_subscription.PubsubSubscriptionRetryPolicy;
import com.hashicorp.cdktf.providers.google.pubsub_subscription_iam_member.PubsubSubscriptionIamMember;
import com.hashicorp.cdktf.providers.google.pubsub_topic.PubsubTopic;
import com.hashicorp.cdktf.providers.google.pubsub_topic_iam_member.PubsubTopicIamMember;
import com.hashicorp.cdktf.providers.google.storage_notification.StorageNotification;
import dev.crossover.contract.ResourceNames;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/** Tells one live job of every new change file: topic, notification, subscription, grants. */
final class ChangeNotifications extends Construct {
  /** The most that Pub/Sub keeps: a bulk load may take longer than the default of 7 days. */
  private static final String RETENTION = "2678400s";

  /** The most that Pub/Sub allows: a job may work on a file for minutes. */
  private static final int ACK_SECONDS = 600;

  private final ResourceNames names;
  private final Optional<String> shard;
  private final PubsubSubscription subscription;
  private final StorageNotification notification;

  /**
   * @param shard the shard whose files are told; empty for the files of all
   */
  ChangeNotifications(
      Construct scope,
      ResourceNames names,
      Optional<String> shard,
      ChangeBucket bucket,
      DataGoogleStorageProjectServiceAccount storageAgent) {
    super(scope, "notifications" + shard.map(name -> "-" + name).orElse(""));
    this.names = names;
    this.shard = shard;
    PubsubTopic topic = topic(bucket);
    PubsubTopicIamMember publisher =
        Addresses.named(
            PubsubTopicIamMember.Builder.create(this, "storage-publishes")
                .project(names.cloud().project())
                .topic(topic.getName())
                .role("roles/pubsub.publisher")
                .member("serviceAccount:" + storageAgent.getEmailAddress())
                .build());
    subscription = subscription(topic);
    notification = notification(bucket, topic, publisher);
  }

  /** What a reader of the subscription waits for. */
  List<ITerraformDependable> ready() {
    return List.of(subscription, notification);
  }

  /** Lets the workers read; the grants are what a job waits for. */
  List<ITerraformDependable> readableBy(JobsAccount account) {
    return List.of(
        grant("jobs-read", "roles/pubsub.subscriber", account.member()),
        grant("jobs-look", "roles/pubsub.viewer", account.member()));
  }

  private ITerraformDependable grant(String id, String role, String member) {
    return Addresses.named(
        PubsubSubscriptionIamMember.Builder.create(this, id)
            .project(names.cloud().project())
            .subscription(subscription.getName())
            .role(role)
            .member(member)
            .build());
  }

  private PubsubTopic topic(ChangeBucket bucket) {
    PubsubTopic topic =
        Addresses.named(
            PubsubTopic.Builder.create(this, "topic")
                .project(names.cloud().project())
                .name(names.topic(shard))
                .messageRetentionDuration(RETENTION)
                .dependsOn(bucket.ready())
                .lifecycle(Protection.keep(protect(), List.of()))
                .build());
    names.cloud().kmsKey().ifPresent(topic::setKmsKeyName);
    Protection.refuseDeletion(topic, protect());
    return topic;
  }

  private PubsubSubscription subscription(PubsubTopic topic) {
    PubsubSubscription made =
        Addresses.named(
            PubsubSubscription.Builder.create(this, "subscription")
                .project(names.cloud().project())
                .name(names.subscription(shard))
                .topic(topic.getId())
                .ackDeadlineSeconds(ACK_SECONDS)
                .messageRetentionDuration(RETENTION)
                // An empty text is how the provider says never; 31 idle days is the default.
                .expirationPolicy(PubsubSubscriptionExpirationPolicy.builder().ttl("").build())
                .retryPolicy(
                    PubsubSubscriptionRetryPolicy.builder()
                        .minimumBackoff("10s")
                        .maximumBackoff("600s")
                        .build())
                .lifecycle(Protection.keep(protect(), List.of()))
                .build());
    Protection.refuseDeletion(made, protect());
    return made;
  }

  private StorageNotification notification(
      ChangeBucket bucket, PubsubTopic topic, PubsubTopicIamMember publisher) {
    return Addresses.named(
        StorageNotification.Builder.create(this, "notification")
            .bucket(bucket.name())
            .topic(topic.getId())
            .payloadFormat("JSON_API_V1")
            .eventTypes(List.of("OBJECT_FINALIZE"))
            .objectNamePrefix(names.files().changeFiles(shard))
            // Subscribed first: a message of a topic without a subscription reaches nobody.
            .dependsOn(List.of(publisher, subscription))
            .lifecycle(Protection.keep(protect(), List.of()))
            .build());
  }

  private boolean protect() {
    return names.cloud().protection();
  }
}
