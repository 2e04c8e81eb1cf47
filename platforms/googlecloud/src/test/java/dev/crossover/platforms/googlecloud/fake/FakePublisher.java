package dev.crossover.platforms.googlecloud.fake;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Pub/Sub's Publisher, of which one call is made: {@code Publish} answers with one id for each
 * message, in their order; "NOT_FOUND if the topic does not exist" (google.pubsub.v1.Publisher).
 */
public final class FakePublisher implements AutoCloseable {
  private final Server server;
  private final String topic;
  private final List<PubsubMessage> published = new CopyOnWriteArrayList<>();
  private volatile Optional<Status> refusal = Optional.empty();

  public FakePublisher(String topic) {
    this.topic = topic;
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Publisher())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Publisher extends PublisherGrpc.PublisherImplBase {
    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> answer) {
      if (refusal.isPresent()) {
        answer.onError(refusal.get().asRuntimeException());
      } else if (!request.getTopic().equals(topic)) {
        answer.onError(Status.NOT_FOUND.withDescription("Resource not found").asRuntimeException());
      } else {
        PublishResponse.Builder ids = PublishResponse.newBuilder();
        for (PubsubMessage message : request.getMessagesList()) {
          published.add(message);
          ids.addMessageIds(Integer.toString(published.size()));
        }
        answer.onNext(ids.build());
        answer.onCompleted();
      }
    }
  }

  public void refuse(Status status) {
    refusal = Optional.of(status);
  }

  public List<PubsubMessage> published() {
    return published;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
