package dev.crossover.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How stream and workers may reach the source. */
final class NetworkRules {

  private final Settings settings;
  private final GoogleCloud cloud;
  private final Problems problems;

  private NetworkRules(Settings settings, GoogleCloud cloud, Problems problems) {
    this.settings = settings;
    this.cloud = cloud;
    this.problems = problems;
  }

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    NetworkRules rules = new NetworkRules(settings, cloud, problems);
    rules.connectivity();
    rules.ranges();
  }

  private void connectivity() {
    GoogleNetwork network = cloud.network();
    boolean allowlist = network.ipAllowlist().isPresent();
    boolean connection = network.privateConnection().isPresent();
    if (allowlist && connection) {
      problems.cloud(
          "network", "must have ip_allowlist or private_connection, got both; remove one");
    } else if (cloud.sourceProfilesExist(settings.source()) && (allowlist || connection)) {
      problems.cloud(
          "network",
          "must have neither ip_allowlist nor private_connection when the connection profiles"
              + " exist: theirs counts; remove it");
    } else if (!cloud.sourceProfilesExist(settings.source()) && !allowlist && !connection) {
      problems.cloud(
          "network", "must have ip_allowlist or private_connection, got neither; set one");
    }
    network
        .privateConnection()
        .filter(
            c ->
                Stream.of(c.existing(), c.range(), c.networkAttachment())
                        .filter(Optional::isPresent)
                        .count()
                    != 1)
        .ifPresent(
            c ->
                problems.cloud(
                    "network.private_connection",
                    "must have one of existing, range and network_attachment; set one"));
    network
        .privateConnection()
        .flatMap(GoogleNetwork.PrivateConnection::networkAttachment)
        .ifPresent(
            attachment ->
                // A private connection takes an attachment of its own region only.
                problems.pattern(
                    "network.private_connection.network_attachment",
                    attachment,
                    "projects/[^/]+/regions/%s/networkAttachments/[^/]+"
                        .formatted(cloud.region())));
    if (network.create().isPresent() && network.hostProject().isPresent()) {
      problems.cloud("network.create", "cannot make a network in network.host_project; remove one");
    }
    if (network.create().isPresent() && network.subnetwork().isPresent()) {
      problems.cloud("network.subnetwork", "is made by network.create; remove one");
    }
    if (network.hostProject().isPresent() && network.subnetwork().isEmpty()) {
      problems.cloud(
          "network.subnetwork", "is missing; a shared VPC is entered by a subnetwork; set it");
    }
    problems.pattern("network.name", network.name(), NamePatterns.RESOURCE);
    network
        .subnetwork()
        .ifPresent(name -> problems.pattern("network.subnetwork", name, NamePatterns.RESOURCE));
    network
        .hostProject()
        .ifPresent(name -> problems.pattern("network.host_project", name, NamePatterns.PROJECT));
  }

  private void ranges() {
    Map<String, String> named = new LinkedHashMap<>();
    GoogleNetwork network = cloud.network();
    network
        .privateConnection()
        .flatMap(GoogleNetwork.PrivateConnection::range)
        .ifPresent(range -> named.put("network.private_connection.range", range));
    network
        .create()
        .ifPresent(n -> named.put("network.create.subnetwork_range", n.subnetworkRange()));
    for (int i = 0; i < network.usedRanges().size(); i++) {
      named.put("network.used_ranges[" + i + "]", network.usedRanges().get(i));
    }
    network
        .ipAllowlist()
        .ifPresent(
            list -> {
              if (list.sourceRanges().isEmpty()) {
                problems.cloud(
                    "network.ip_allowlist.source_ranges", "must name at least one range, got none");
              }
              list.sourceRanges().forEach(r -> isRange("network.ip_allowlist.source_ranges", r));
            });
    Map<String, IpRange> ranges = new LinkedHashMap<>();
    named.forEach(
        (key, text) -> {
          if (isRange(key, text)) {
            IpRange range = IpRange.parse(text);
            ranges.forEach(
                (other, before) -> {
                  if (range.overlaps(before)) {
                    problems.cloud(
                        key,
                        "%s overlaps google_cloud.%s %s".formatted(text, other, before.text()));
                  }
                });
            ranges.put(key, range);
          }
        });
    Optional.ofNullable(ranges.get("network.private_connection.range"))
        .filter(range -> range.bits() != 29)
        .ifPresent(
            range ->
                problems.cloud(
                    "network.private_connection.range", "must be a /29, got " + range.text()));
  }

  private boolean isRange(String key, String text) {
    boolean is = IpRange.isRange(text);
    if (!is) {
      problems.cloud(
          key,
          "must be a range such as 10.0.0.0/29 that begins at its lowest address, got " + text);
    }
    return is;
  }
}
