package dev.crossover.platforms.googlecloud.fake;

import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.SecretManagerServiceGrpc;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * Secret Manager's AccessSecretVersion, over versions in memory: "Accesses a SecretVersion. This
 * call returns the secret data", with {@code data_crc32c}: "the CRC32C checksum of the data", which
 * a caller verifies. A version that there is not is NOT_FOUND; one that is disabled or destroyed
 * has no data that can be accessed: FAILED_PRECONDITION.
 */
public final class FakeSecretManager implements AutoCloseable {
  private final Map<String, ByteString> secrets = new ConcurrentHashMap<>();
  private final Queue<Status> refusals = new ArrayDeque<>();
  private final Server server;
  private final AtomicInteger reads = new AtomicInteger();
  private volatile boolean damaged;

  /** Starts on a free port of 127.0.0.1. */
  public FakeSecretManager() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Service())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers. */
  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /**
   * @param version {@code projects/P/secrets/S/versions/V}
   */
  public void put(String version, String secret) {
    secrets.put(version, ByteString.copyFrom(secret, StandardCharsets.UTF_8));
  }

  /** The next call is refused so. */
  public void refuse(Status status) {
    synchronized (refusals) {
      refusals.add(status);
    }
  }

  /** From now on the data are others than those that the checksum is of. */
  public void damage() {
    damaged = true;
  }

  /** How often a secret was given away. */
  public int reads() {
    return reads.get();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Service extends SecretManagerServiceGrpc.SecretManagerServiceImplBase {
    @Override
    public void accessSecretVersion(
        AccessSecretVersionRequest request, StreamObserver<AccessSecretVersionResponse> response) {
      Status refusal;
      synchronized (refusals) {
        refusal = refusals.poll();
      }
      ByteString secret = secrets.get(request.getName());
      if (refusal == null && secret == null) {
        refusal =
            Status.NOT_FOUND.withDescription(
                "Secret Version [" + request.getName() + "] not found.");
      }
      if (refusal != null) {
        response.onError(refusal.asRuntimeException());
        return;
      }
      reads.incrementAndGet();
      CRC32C checksum = new CRC32C();
      checksum.update(secret.toByteArray());
      response.onNext(
          AccessSecretVersionResponse.newBuilder()
              .setName(request.getName())
              .setPayload(
                  SecretPayload.newBuilder()
                      .setData(damaged ? secret.substring(1) : secret)
                      .setDataCrc32C(checksum.getValue()))
              .build());
      response.onCompleted();
    }
  }
}
