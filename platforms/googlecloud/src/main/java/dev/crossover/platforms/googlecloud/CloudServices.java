package dev.crossover.platforms.googlecloud;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.engine.time.Timing;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.jobs.Dataflow;
import dev.crossover.platforms.googlecloud.metrics.CloudMonitoring;
import dev.crossover.platforms.googlecloud.stream.Datastream;
import java.util.Optional;

/**
 * The services that the launcher asks, each opened when it is first asked: a command that needs
 * none of them needs no credentials.
 */
final class CloudServices implements AutoCloseable {
  private final GoogleCloud cloud;
  private final Timing timing;
  private Optional<Dataflow> dataflow = Optional.empty();
  private Optional<Datastream> datastream = Optional.empty();
  private Optional<CloudMonitoring> monitoring = Optional.empty();

  CloudServices(GoogleCloud cloud, Timing timing) {
    this.cloud = cloud;
    this.timing = timing;
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
