package dev.crossover.platforms.googlecloud.doctor;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleEndpoints;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.ResourceNames.Stack;
import dev.crossover.engine.preflight.Check;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All checks of what is around a migration on Google Cloud. */
public final class GoogleCloudDoctor {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private GoogleCloudDoctor() {}

  /**
   * @param process the process environment
   */
  public static List<Check> checks(ResourceNames names, Map<String, String> process, Clock clock) {
    GoogleCloud cloud = names.cloud();
    GoogleEndpoints endpoints = cloud.endpoints();
    GoogleRest serviceUsage =
        rest(cloud, endpoints.serviceUsage(), "https://serviceusage.googleapis.com");
    return List.of(
        new ProgramVersions(process, Runtime.version().feature()),
        new ClockSkew(serviceUsage, clock),
        new EnabledApis(cloud.project(), serviceUsage),
        new ProjectPermissions(
            cloud.project(),
            DeployerPermissions.of(stacks(cloud)),
            rest(
                cloud, endpoints.resourceManager(), "https://cloudresourcemanager.googleapis.com")),
        new RegionQuotas(
            cloud,
            names.sources().bulkJobs().size(),
            names.sources().liveJobs().size(),
            rest(cloud, endpoints.compute(), "https://compute.googleapis.com")),
        new ReachableSource(names.sources().all().values(), CONNECT),
        new PrivateConnectionState(
            cloud.network().privateConnection().map(any -> names.privateConnectionPath()),
            new ServiceAddress(endpoints.datastream())));
  }

  private static Set<Stack> stacks(GoogleCloud cloud) {
    Set<Stack> stacks = EnumSet.of(Stack.TARGET, Stack.LIVE, Stack.OBSERVE);
    if (cloud.strategy() == GoogleCloud.Strategy.BULK_THEN_LIVE) {
      stacks.add(Stack.BULK);
    }
    if (cloud.handoff().isPresent()) {
      stacks.add(Stack.HANDOFF);
    }
    return stacks;
  }

  private static GoogleRest rest(GoogleCloud cloud, Optional<String> endpoint, String standard) {
    return new GoogleRest(new ServiceAddress(endpoint), standard, cloud.deployingAccount());
  }
}
