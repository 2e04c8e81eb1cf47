package dev.crossover.platforms.googlecloud;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SecretStore;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.time.Timing;
import dev.crossover.platforms.googlecloud.client.SecretManager;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import dev.crossover.platforms.googlecloud.jobs.Dataflow;
import dev.crossover.platforms.googlecloud.metrics.CloudMonitoring;
import dev.crossover.platforms.googlecloud.stream.Datastream;
import java.util.Optional;

/**
 * The services that the launcher asks, each opened when it is first asked: a command that needs
 * none of them needs no credentials.
 */
final class CloudServices implements AutoCloseable {
  private final ResourceNames names;
  private final GoogleCloud cloud;
  private final Timing timing;
  private Optional<Bucket> bucket = Optional.empty();
  private Optional<Dataflow> dataflow = Optional.empty();
  private Optional<Datastream> datastream = Optional.empty();
  private Optional<CloudMonitoring> monitoring = Optional.empty();

  CloudServices(ResourceNames names, Timing timing) {
    this.names = names;
    this.cloud = names.cloud();
    this.timing = timing;
  }

  synchronized Bucket bucket() {
    if (bucket.isEmpty()) {
      bucket =
          Optional.of(
              CloudStorageBucket.open(
                  new ServiceAddress(cloud.endpoints().storage()),
                  cloud.project(),
                  names.files().place()));
    }
    return bucket.get();
  }

  /** It opens a client for each secret, and keeps none. */
  SecretStore secrets() {
    return new SecretManager(new ServiceAddress(cloud.endpoints().secretManager()));
  }

  synchronized Dataflow dataflow() {
    if (dataflow.isEmpty()) {
      dataflow =
          Optional.of(
              Dataflow.open(
                  cloud.project(),
                  cloud.region(),
                  new ServiceAddress(cloud.endpoints().dataflow()),
                  timing));
    }
    return dataflow.get();
  }

  synchronized Datastream datastream() {
    if (datastream.isEmpty()) {
      datastream =
          Optional.of(Datastream.open(new ServiceAddress(cloud.endpoints().datastream()), timing));
    }
    return datastream.get();
  }

  synchronized CloudMonitoring monitoring() {
    if (monitoring.isEmpty()) {
      monitoring =
          Optional.of(
              CloudMonitoring.open(
                  cloud.project(), new ServiceAddress(cloud.endpoints().monitoring()), timing));
    }
    return monitoring.get();
  }

  @Override
  public synchronized void close() {
    dataflow.ifPresent(Dataflow::close);
    datastream.ifPresent(Datastream::close);
    monitoring.ifPresent(CloudMonitoring::close);
  }
}
