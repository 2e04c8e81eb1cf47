package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.google.datastream_connection_profile.DatastreamConnectionProfile;
import com.hashicorp.cdktf.providers.google.datastream_connection_profile.DatastreamConnectionProfilePrivateConnectivity;
import com.hashicorp.cdktf.providers.google.datastream_stream.DatastreamStream;
import com.hashicorp.cdktf.providers.google.datastream_stream.DatastreamStreamDestinationConfig;
import com.hashicorp.cdktf.providers.google.datastream_stream.DatastreamStreamDestinationConfigGcsDestinationConfig;
import com.hashicorp.cdktf.providers.google.datastream_stream.DatastreamStreamDestinationConfigGcsDestinationConfigAvroFileFormat;
import com.hashicorp.cdktf.providers.google.datastream_stream.DatastreamStreamSourceConfig;
import com.hashicorp.cdktf.providers.google.secret_manager_secret_iam_member.SecretManagerSecretIamMember;
import dev.crossover.contract.GoogleCapture;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceShard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The change stream of one source database, with its connection profile and access to its secret.
 */
final class ShardCapture extends Construct {
  private final ResourceNames names;
  private final GoogleCapture settings;
  private final SourceShard shard;
  private final Shared shared;
  private final DatastreamStream stream;

  /**
   * What the streams of an environment have in common.
   *
   * @param connection how they reach the source
   * @param agent the account that Datastream acts as
   * @param destination where they write
   * @param tfvars the folder of the settings file
   */
  record Shared(
      ResourceNames names,
      SourceConnection connection,
      ServiceIdentity agent,
      BucketProfile destination,
      Toggles toggles,
      Path tfvars) {}

  /**
   * @param before what must be there before a stream writes
   */
  ShardCapture(
      Construct scope, Shared shared, SourceShard shard, List<ITerraformDependable> before) {
    super(scope, "source" + shard.name().map(name -> "-" + name).orElse(""));
    this.shared = shared;
    this.shard = shard;
    names = shared.names();
    settings = names.cloud().capture();
    List<ITerraformDependable> ready = new ArrayList<>(before);
    ready.addAll(shared.destination().ready());
    if (shard.connectionProfile().isEmpty()) {
      ready.add(profile());
    }
    stream = stream(ready);
  }

  DatastreamStream stream() {
    return stream;
  }

  private DatastreamConnectionProfile profile() {
    SourceConnection connection = shared.connection();
    SecretManagerSecretIamMember access =
        Secrets.access(this, "stream-reads-secret", shard.password(), shared.agent().member());
    List<ITerraformDependable> before = new ArrayList<>(connection.ready());
    before.add(access);
    DatastreamConnectionProfile.Builder builder =
        DatastreamConnectionProfile.Builder.create(this, "profile")
            .project(names.cloud().project())
            .location(names.cloud().region())
            .connectionProfileId(names.sourceProfile(shard.name()))
            .displayName(names.sourceProfile(shard.name()))
            .dependsOn(before)
            .lifecycle(
                Protection.keep(names.cloud().protection(), List.of("create_without_validation")));
    connection
        .path()
        .ifPresent(
            path ->
                builder.privateConnectivity(
                    DatastreamConnectionProfilePrivateConnectivity.builder()
                        .privateConnection(path)
                        .build()));
    DatastreamConnectionProfile profile = Addresses.named(builder.build());
    // The bindings' block demands a plain password, and does not know a secret's name.
    profile.addOverride(kind() + "_profile", database());
    Protection.refuseDeletion(profile, names.cloud().protection());
    return profile;
  }

  private Map<String, Object> database() {
    Map<String, Object> block = new TreeMap<>();
    block.put("hostname", shard.host());
    block.put("port", shard.port());
    block.put("username", shard.user());
    block.put("secret_manager_stored_password", shard.password().name());
    if (!isMysql()) {
      block.put("database", shard.database());
    }
    CaCertificate.block(names.cloud(), isMysql(), shared.tfvars())
        .ifPresent(certificate -> block.put("ssl_config", certificate));
    return block;
  }

  private DatastreamStream stream(List<ITerraformDependable> ready) {
    DatastreamStream made =
        Addresses.named(
            DatastreamStream.Builder.create(this, "stream")
                .project(names.cloud().project())
                .location(names.cloud().region())
                .streamId(names.stream(shard.name()))
                .displayName(names.stream(shard.name()))
                .desiredState(starts() ? "RUNNING" : "NOT_STARTED")
                .sourceConfig(
                    DatastreamStreamSourceConfig.builder()
                        .sourceConnectionProfile(sourceProfile())
                        .build())
                .destinationConfig(
                    DatastreamStreamDestinationConfig.builder()
                        .destinationConnectionProfile(shared.destination().path())
                        .gcsDestinationConfig(files())
                        .build())
                .dependsOn(ready)
                .lifecycle(lifecycle())
                .build());
    // The bindings cannot express that either this block or that one is there.
    made.addOverride("dynamic", shared.toggles().backfill());
    // The bindings' blocks lack how MySQL's log is followed; said as a whole to keep it readable.
    made.addOverride(
        "source_config." + kind() + "_source_config", new StreamSource(names, shard).block());
    names.cloud().kmsKey().ifPresent(made::setCustomerManagedEncryptionKey);
    Protection.refuseDeletion(made, names.cloud().protection());
    return made;
  }

  private String sourceProfile() {
    return names.profilePath(shard.connectionProfile().orElse(names.sourceProfile(shard.name())));
  }

  private DatastreamStreamDestinationConfigGcsDestinationConfig files() {
    return DatastreamStreamDestinationConfigGcsDestinationConfig.builder()
        .path("/" + names.files().changes(shard.name()))
        .fileRotationInterval(settings.rotationSeconds() + "s")
        .fileRotationMb(settings.rotationMegabytes())
        .avroFileFormat(
            DatastreamStreamDestinationConfigGcsDestinationConfigAvroFileFormat.builder().build())
        .build();
  }

  private TerraformResourceLifecycle lifecycle() {
    List<String> ignored = new ArrayList<>();
    // The provider does not read it back, so that every plan would change it.
    ignored.add("create_without_validation");
    if (isMysql()) {
      // The service tells the log's kind as it likes; a difference would replace the stream.
      ignored.add("source_config[0].mysql_source_config[0].gtid");
      ignored.add("source_config[0].mysql_source_config[0].binary_log_position");
    }
    if (!starts()) {
      ignored.add("desired_state");
    }
    return TerraformResourceLifecycle.builder()
        .preventDestroy(names.cloud().protection())
        .ignoreChanges(ignored)
        .precondition(shared.toggles().legal())
        .build();
  }

  /** Terraform cannot say at which place, so such a stream is the launcher's to start. */
  private boolean starts() {
    return settings.startPosition().isEmpty();
  }

  private boolean isMysql() {
    return names.settings().route() == Settings.Route.MYSQL_TO_SPANNER;
  }

  private String kind() {
    return isMysql() ? "mysql" : "postgresql";
  }
}
