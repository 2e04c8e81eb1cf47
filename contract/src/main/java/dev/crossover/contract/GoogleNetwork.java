package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** How the stream and the workers reach the source. */
public record GoogleNetwork(
    @JsonPropertyDescription("The VPC network of the workers.") String name,
    @JsonPropertyDescription("The subnetwork of the workers, in the same region.")
        Optional<String> subnetwork,
    @JsonPropertyDescription("The project that owns the network, if it is a shared VPC.")
        Optional<String> hostProject,
    @JsonPropertyDescription("Makes network and subnetwork instead of using existing ones.")
        Optional<NewNetwork> create,
    @JsonPropertyDescription(
            "Whether to open the source's port to the stream, and the workers to each other.")
        boolean firewallRules,
    @JsonPropertyDescription("Whether workers get public addresses.") boolean publicWorkers,
    @JsonPropertyDescription("Ranges in use around the network, checked for overlaps.")
        List<String> usedRanges,
    @JsonPropertyDescription(
            "The certificate, in PEM form, that the stream verifies the source by; relative to"
                + " this file. Without it the stream is not encrypted.")
        Optional<String> caCertificateFile,
    @JsonPropertyDescription("The stream comes from Datastream's public addresses.")
        Optional<IpAllowlist> ipAllowlist,
    @JsonPropertyDescription("The stream comes through a private connection.")
        Optional<PrivateConnection> privateConnection) {
  /** A network of the migration's own. */
  public record NewNetwork(
      @JsonPropertyDescription("The subnetwork's range, such as 10.10.0.0/20.")
          String subnetworkRange) {}

  /** Connectivity over public addresses. */
  public record IpAllowlist(
      @JsonPropertyDescription("Datastream's addresses in the region, as ranges.")
          List<String> sourceRanges,
      @JsonPropertyDescription("Network tags of the source's machines; all machines if empty.")
          List<String> targetTags) {}

  /** Connectivity over a VPC peering that Datastream owns one side of. */
  public record PrivateConnection(
      @JsonPropertyDescription("The id of a private connection that exists.")
          Optional<String> existing,
      @JsonPropertyDescription("A free /29 range for a new private connection by peering.")
          Optional<String> range,
      @JsonPropertyDescription(
              "A network attachment for a new private connection by Private Service Connect, as"
                  + " projects/P/regions/R/networkAttachments/A.")
          Optional<String> networkAttachment) {

    /** Whether the connection is made here. */
    public boolean isNew() {
      return existing.isEmpty();
    }
  }
}
