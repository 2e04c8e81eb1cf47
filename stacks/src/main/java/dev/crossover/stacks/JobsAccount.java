package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.project_iam_member.ProjectIamMember;
import com.hashicorp.cdktf.providers.google.service_account.ServiceAccount;
import com.hashicorp.cdktf.providers.google.spanner_database_iam_member.SpannerDatabaseIamMember;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/** The account that the workers of all jobs run as, with access to just what they touch. */
final class JobsAccount extends Construct {
  /** The only roles that Google Cloud grants on nothing smaller than a project. */
  private static final List<String> PROJECT_ROLES = List.of("dataflow.worker", "datastream.viewer");

  private final ResourceNames names;
  private final String member;
  private final List<ITerraformDependable> grants = new ArrayList<>();
  private final Map<String, ITerraformDependable> secrets = new TreeMap<>();

  JobsAccount(Construct scope, ResourceNames names, Apis apis, ChangeBucket bucket) {
    super(scope, "jobs");
    this.names = names;
    member =
        names
            .cloud()
            .live()
            .serviceAccount()
            .map(e -> "serviceAccount:" + e)
            .orElseGet(() -> make(apis));
    PROJECT_ROLES.forEach(this::inProject);
    for (String role : List.of("objectUser", "legacyBucketReader")) {
      grants.add(bucket.grant(this, "storage-" + role, "roles/storage." + role, member));
    }
    inDatabase();
    inSecrets();
  }

  /** A job that starts before its account may do its work fails; it depends on these. */
  List<ITerraformDependable> grants() {
    return grants;
  }

  private String make(Apis apis) {
    ServiceAccount account =
        Addresses.named(
            ServiceAccount.Builder.create(this, "account")
                .project(names.cloud().project())
                .accountId(names.jobsAccount())
                .displayName("Crossover jobs of " + names.settings().environment())
                .dependsOn(apis.of("iam"))
                .build());
    return account.getMember();
  }

  private void inProject(String role) {
    grants.add(
        Addresses.named(
            ProjectIamMember.Builder.create(this, "project-" + role.replace('.', '-'))
                .project(names.cloud().project())
                .role("roles/" + role)
                .member(member)
                .build()));
  }

  private void inDatabase() {
    Settings.Target target = names.settings().target();
    grants.add(
        Addresses.named(
            SpannerDatabaseIamMember.Builder.create(this, "database")
                .project(target.project())
                .instance(target.instance())
                .database(target.database())
                .role("roles/spanner.databaseUser")
                .member(member)
                .build()));
  }

  /** Each secret once, however many shards share it. */
  private void inSecrets() {
    for (SourceShard shard : names.sources().all().values()) {
      secrets.computeIfAbsent(
          Secrets.id(shard.password()),
          id -> Secrets.access(this, "secret-" + id, shard.password(), member));
    }
  }

  /**
   * The grants on the secrets that a job needs.
   *
   * @param job the shard that the job is for; empty for all
   */
  List<ITerraformDependable> secrets(Optional<String> job) {
    return names.sources().all().values().stream()
        .filter(shard -> job.isEmpty() || shard.name().equals(job))
        .map(shard -> secrets.get(Secrets.id(shard.password())))
        .distinct()
        .toList();
  }

  /** The account as a member of grants. */
  String member() {
    return member;
  }
}
