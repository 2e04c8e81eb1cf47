package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.project_iam_member.ProjectIamMember;
import dev.crossover.contract.GoogleNetwork;
import dev.crossover.contract.ResourceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/** The private connection between Datastream and the source's network, if there is one. */
final class SourceConnection extends Construct {
  private final List<ITerraformDependable> ready = new ArrayList<>();
  private final Optional<String> path;

  SourceConnection(
      Construct scope, ResourceNames names, WorkerNetwork network, ServiceIdentity datastream) {
    super(scope, "source-connection");
    Optional<GoogleNetwork.PrivateConnection> settings =
        names.cloud().network().privateConnection();
    path = settings.map(connection -> names.privateConnectionPath());
    ready.addAll(network.ready());
    settings
        .filter(GoogleNetwork.PrivateConnection::isNew)
        .ifPresent(
            connection -> {
              if (names.cloud().network().hostProject().isPresent()) {
                ready.add(peersInHostProject(names, datastream));
              }
              ready.add(make(names, connection));
            });
  }

  /** The connection's full name; empty if the stream comes over public addresses. */
  Optional<String> path() {
    return path;
  }

  List<ITerraformDependable> ready() {
    return ready;
  }

  /** Datastream makes the peering, and looks at the network's routes, as its own account. */
  private ITerraformDependable peersInHostProject(ResourceNames names, ServiceIdentity datastream) {
    return Addresses.named(
        ProjectIamMember.Builder.create(this, "peers-in-host-project")
            .project(names.networkProject())
            .role("roles/compute.networkAdmin")
            .member(datastream.member())
            .build());
  }

  private ITerraformDependable make(ResourceNames names, GoogleNetwork.PrivateConnection settings) {
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("project", names.cloud().project());
    attributes.put("location", names.cloud().region());
    attributes.put("private_connection_id", names.privateConnection());
    attributes.put("display_name", names.privateConnection());
    attributes.put("deletion_policy", Protection.deletionPolicy(names.cloud().protection()));
    settings
        .range()
        .ifPresent(
            range ->
                attributes.put(
                    "vpc_peering_config",
                    List.of(Map.of("vpc", names.networkPath(), "subnet", range))));
    settings
        .networkAttachment()
        .ifPresent(
            attachment ->
                attributes.put(
                    "psc_interface_config", List.of(Map.of("network_attachment", attachment))));
    return new PrivateConnection(this, names.cloud().protection(), ready, attributes);
  }

  /** The bindings' own demands a peering, and does not know Private Service Connect. */
  private static final class PrivateConnection extends UntypedResource {
    PrivateConnection(
        Construct scope,
        boolean protect,
        List<ITerraformDependable> before,
        Map<String, Object> attributes) {
      super(
          scope,
          "private",
          "google_datastream_private_connection",
          Optional.empty(),
          Optional.of(Protection.keep(protect, List.of("create_without_validation"))),
          List.copyOf(before),
          attributes);
    }
  }
}
