package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.project_iam_custom_role.ProjectIamCustomRole;
import com.hashicorp.cdktf.providers.google.project_iam_member.ProjectIamMember;
import com.hashicorp.cdktf.providers.google.pubsub_topic.PubsubTopic;
import com.hashicorp.cdktf.providers.google.pubsub_topic_iam_member.PubsubTopicIamMember;
import com.hashicorp.cdktf.providers.google.service_account.ServiceAccount;
import com.hashicorp.cdktf.providers.google.service_account_iam_member.ServiceAccountIamMember;
import com.hashicorp.cdktf.providers.google.spanner_database_iam_member.SpannerDatabaseIamMember;
import com.hashicorp.cdktf.providers.google.storage_bucket_iam_member.StorageBucketIamMember;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceShard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/** The account that the launcher runs as when it runs as a service. */
final class LauncherAccount extends Construct {
  /** What a launcher does that cannot be granted on anything smaller than a project. */
  private static final List<String> PERMISSIONS =
      List.of(
          "dataflow.jobs.cancel",
          "dataflow.jobs.create",
          "dataflow.jobs.get",
          "dataflow.jobs.list",
          "dataflow.jobs.updateContents",
          "dataflow.messages.list",
          "dataflow.metrics.get",
          "datastream.streams.get",
          "datastream.streams.list",
          "datastream.streams.start",
          "datastream.streams.update",
          "monitoring.timeSeries.list");

  private final ResourceNames names;
  private final ServiceAccount account;

  LauncherAccount(Construct scope, ResourceNames names, Apis apis) {
    super(scope, "launcher-account");
    this.names = names;
    account =
        Addresses.named(
            ServiceAccount.Builder.create(this, "account")
                .project(names.cloud().project())
                .accountId(names.launcherAccount())
                .displayName("Crossover launcher of " + names.settings().environment())
                .dependsOn(apis.of("iam"))
                .build());
  }

  String email() {
    return account.getEmail();
  }

  /** The account's grants, which the service waits for. */
  List<ITerraformDependable> grants(PubsubTopic deadLetters) {
    List<ITerraformDependable> grants = new ArrayList<>();
    grants.add(inProject());
    grants.add(inDatabase());
    grants.add(inBucket());
    grants.add(startsJobs());
    grants.add(publishes(deadLetters));
    grants.addAll(readsSecrets());
    return grants;
  }

  private ITerraformDependable inProject() {
    ProjectIamCustomRole role =
        Addresses.named(
            ProjectIamCustomRole.Builder.create(this, "role")
                .project(names.cloud().project())
                .roleId("crossover_" + names.settings().environment().replace('-', '_'))
                .title("Crossover launcher of " + names.settings().environment())
                .permissions(PERMISSIONS)
                .build());
    return Addresses.named(
        ProjectIamMember.Builder.create(this, "project")
            .project(names.cloud().project())
            .role(role.getName())
            .member(account.getMember())
            .build());
  }

  private ITerraformDependable inDatabase() {
    Settings.Target target = names.settings().target();
    return Addresses.named(
        SpannerDatabaseIamMember.Builder.create(this, "database")
            .project(target.project())
            .instance(target.instance())
            .database(target.database())
            .role("roles/spanner.databaseUser")
            .member(account.getMember())
            .build());
  }

  private ITerraformDependable inBucket() {
    return Addresses.named(
        StorageBucketIamMember.Builder.create(this, "bucket")
            .bucket(names.files().bucket())
            .role("roles/storage.objectUser")
            .member(account.getMember())
            .build());
  }

  private ITerraformDependable startsJobs() {
    return Addresses.named(
        ServiceAccountIamMember.Builder.create(this, "acts-as-jobs")
            .serviceAccountId(
                "projects/"
                    + project(names.jobsAccountEmail())
                    + "/serviceAccounts/"
                    + names.jobsAccountEmail())
            .role("roles/iam.serviceAccountUser")
            .member(account.getMember())
            .build());
  }

  /** An account's address names its project. */
  private static String project(String email) {
    String domain = email.substring(email.indexOf('@') + 1);
    return domain.substring(0, domain.indexOf('.'));
  }

  private ITerraformDependable publishes(PubsubTopic deadLetters) {
    return Addresses.named(
        PubsubTopicIamMember.Builder.create(this, "publishes-dead-letters")
            .project(names.cloud().project())
            .topic(deadLetters.getName())
            .role("roles/pubsub.publisher")
            .member(account.getMember())
            .build());
  }

  /** Each secret once, however many shards share it. */
  private Collection<ITerraformDependable> readsSecrets() {
    Map<String, ITerraformDependable> secrets = new TreeMap<>();
    for (SourceShard shard : names.sources().all().values()) {
      secrets.computeIfAbsent(
          Secrets.id(shard.password()),
          id -> Secrets.access(this, "reads-secret-" + id, shard.password(), account.getMember()));
    }
    return secrets.values();
  }
}
