package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.compute_firewall.ComputeFirewall;
import com.hashicorp.cdktf.providers.google.compute_firewall.ComputeFirewallAllow;
import com.hashicorp.cdktf.providers.google.compute_network.ComputeNetwork;
import com.hashicorp.cdktf.providers.google.compute_subnetwork.ComputeSubnetwork;
import dev.crossover.contract.GoogleNetwork;
import dev.crossover.contract.ResourceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import software.constructs.Construct;

/** The network of the workers, and the way from them and from the stream to the source. */
final class WorkerNetwork extends Construct {
  /** Dataflow's workers shuffle between each other on these. */
  private static final List<String> SHUFFLE_PORTS = List.of("12345-12346");

  /** Dataflow tags its workers with it. */
  private static final List<String> WORKERS = List.of("dataflow");

  private final ResourceNames names;
  private final GoogleNetwork settings;
  private final List<ITerraformDependable> ready = new ArrayList<>();

  WorkerNetwork(Construct scope, ResourceNames names, Apis apis) {
    super(scope, "network");
    this.names = names;
    settings = names.cloud().network();
    ready.addAll(apis.of("compute"));
    settings.create().ifPresent(create -> create(create, apis));
    if (settings.firewallRules()) {
      workersToEachOther();
      workersToSource();
      streamToSource();
    }
  }

  /** What uses the network depends on these. */
  List<ITerraformDependable> ready() {
    return ready;
  }

  private void create(GoogleNetwork.NewNetwork create, Apis apis) {
    ComputeNetwork network =
        Addresses.named(
            ComputeNetwork.Builder.create(this, "vpc")
                .project(names.networkProject())
                .name(settings.name())
                .autoCreateSubnetworks(false)
                .dependsOn(apis.of("compute"))
                .build());
    ready.add(network);
    ready.add(
        Addresses.named(
            ComputeSubnetwork.Builder.create(this, "subnetwork")
                .project(names.networkProject())
                .region(names.cloud().region())
                .name(names.subnetwork().orElseThrow())
                .network(network.getId())
                .ipCidrRange(create.subnetworkRange())
                // Workers without public addresses reach Google's services this way.
                .privateIpGoogleAccess(true)
                .build()));
  }

  private void workersToEachOther() {
    open("workers", SHUFFLE_PORTS, rule -> rule.sourceTags(WORKERS).targetTags(WORKERS));
  }

  private void workersToSource() {
    open("workers-to-source", sourcePorts(), rule -> toSource(rule.sourceTags(WORKERS)));
  }

  private void streamToSource() {
    List<String> ranges = new ArrayList<>();
    settings
        .privateConnection()
        .flatMap(GoogleNetwork.PrivateConnection::range)
        .ifPresent(ranges::add);
    settings.ipAllowlist().ifPresent(list -> ranges.addAll(list.sourceRanges()));
    if (!ranges.isEmpty()) {
      open("stream-to-source", sourcePorts(), rule -> toSource(rule.sourceRanges(ranges)));
    }
  }

  private ComputeFirewall.Builder toSource(ComputeFirewall.Builder rule) {
    List<String> tags =
        settings.ipAllowlist().map(GoogleNetwork.IpAllowlist::targetTags).orElse(List.of());
    return tags.isEmpty() ? rule : rule.targetTags(tags);
  }

  private List<String> sourcePorts() {
    return names.sources().all().values().stream()
        .map(shard -> String.valueOf(shard.port()))
        .distinct()
        .sorted()
        .toList();
  }

  /** The name has the environment in it, so that two environments share a network. */
  private void open(String what, List<String> ports, UnaryOperator<ComputeFirewall.Builder> ends) {
    ComputeFirewall.Builder rule =
        ComputeFirewall.Builder.create(this, what)
            .project(names.networkProject())
            .name(names.firewall(what))
            .network(names.networkPath())
            .direction("INGRESS")
            .dependsOn(ready)
            .allow(List.of(ComputeFirewallAllow.builder().protocol("tcp").ports(ports).build()));
    Addresses.named(ends.apply(rule).build());
  }
}
