package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.datastream_private_connection.DatastreamPrivateConnection;
import com.hashicorp.cdktf.providers.google.datastream_private_connection.DatastreamPrivateConnectionVpcPeeringConfig;
import com.hashicorp.cdktf.providers.google.project_iam_member.ProjectIamMember;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/** The private connection between Datastream and the source's network, if there is one. */
final class SourceConnection extends Construct {
  private final List<ITerraformDependable> ready = new ArrayList<>();
  private final Optional<String> path;

  SourceConnection(
      Construct scope, ResourceNames names, WorkerNetwork network, ServiceIdentity datastream) {
    super(scope, "source-connection");
    Optional<GoogleCloud.PrivateConnection> settings = names.cloud().network().privateConnection();
    path = settings.map(connection -> names.privateConnectionPath());
    ready.addAll(network.ready());
    settings
        .flatMap(GoogleCloud.PrivateConnection::range)
        .ifPresent(
            range -> {
              if (names.cloud().network().hostProject().isPresent()) {
                ready.add(peersInHostProject(names, datastream));
              }
              ready.add(make(names, range));
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

  private ITerraformDependable make(ResourceNames names, String range) {
    DatastreamPrivateConnection connection =
        Addresses.named(
            DatastreamPrivateConnection.Builder.create(this, "private")
                .project(names.cloud().project())
                .location(names.cloud().region())
                .privateConnectionId(names.privateConnection())
                .displayName(names.privateConnection())
                .vpcPeeringConfig(
                    DatastreamPrivateConnectionVpcPeeringConfig.builder()
                        .vpc(names.networkPath())
                        .subnet(range)
                        .build())
                .dependsOn(List.copyOf(ready))
                .lifecycle(
                    Protection.keep(
                        names.cloud().protection(), List.of("create_without_validation")))
                .build());
    Protection.refuseDeletion(connection, names.cloud().protection());
    return connection;
  }
}
