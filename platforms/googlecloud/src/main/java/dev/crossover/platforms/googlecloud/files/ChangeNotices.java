package dev.crossover.platforms.googlecloud.files;

import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many change files were told of, by the notifications of the bucket.
 *
 * <p>Whoever asks takes what is waiting, so one asker at a time has it all. A notification is done
 * with when it is counted: it may come twice, late or never, and says nothing that the next listing
 * does not say. So nothing fails here; while the subscriptions cannot be read the count stands.
 * Safe for many threads.
 */
public final class ChangeNotices implements LongSupplier, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeNotices.class);

  /** The most that a pull gives. */
  private static final int MOST = 1_000;

  /** A hint that takes longer is worth less than the listing that it saves. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SubscriptionAdminClient client;
  private final List<String> subscriptions;
  private final AtomicLong count = new AtomicLong();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  private ChangeNotices(SubscriptionAdminClient client, List<String> subscriptions) {
    this.client = client;
    this.subscriptions = List.copyOf(subscriptions);
  }

  /**
   * @param subscriptions each as {@code projects/P/subscriptions/S}; read by nobody else
   */
  public static ChangeNotices open(ServiceAddress address, List<String> subscriptions) {
    SubscriptionAdminSettings.Builder settings =
        address.grpc(SubscriptionAdminSettings.newBuilder());
    once(settings.pullSettings());
    once(settings.acknowledgeSettings());
    try {
      return new ChangeNotices(SubscriptionAdminClient.create(settings.build()), subscriptions);
    } catch (IOException e) {
      throw new ExternalToolException(
          "cannot open Pub/Sub: %s; check the credentials of this machine"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static void once(UnaryCallSettings.Builder<?, ?> call) {
    call.setRetryableCodes(Set.of())
        .setRetrySettings(
            RetrySettings.newBuilder()
                .setInitialRpcTimeoutDuration(PATIENCE)
                .setMaxRpcTimeoutDuration(PATIENCE)
                .setTotalTimeoutDuration(PATIENCE)
                .build());
  }

  /** The count so far, with what is waiting now. */
  @Override
  public long getAsLong() {
    subscriptions.forEach(this::take);
    return count.get();
  }

  private void take(String subscription) {
    try {
      List<ReceivedMessage> waiting = pull(subscription);
      while (!waiting.isEmpty()) {
        count.addAndGet(waiting.size());
        client.acknowledge(subscription, waiting.stream().map(ReceivedMessage::getAckId).toList());
        waiting = waiting.size() == MOST ? pull(subscription) : List.of();
      }
      if (failing.remove(subscription)) {
        LOG.info("event=notices_read_again subscription={}", subscription);
      }
    } catch (ApiException e) {
      if (failing.add(subscription)) {
        LOG.warn(
            "event=notices_unread subscription={} error=\"{}\" effect=\"files are found by listing"
                + " only\"",
            subscription,
            e.getMessage());
      }
    }
  }

  // The field's warning is about many who poll; this is one, and it must not wait.
  @SuppressWarnings("deprecation")
  private List<ReceivedMessage> pull(String subscription) {
    return client
        .pull(
            PullRequest.newBuilder()
                .setSubscription(subscription)
                .setMaxMessages(MOST)
                .setReturnImmediately(true)
                .build())
        .getReceivedMessagesList();
  }

  @Override
  public void close() {
    client.close();
  }
}
