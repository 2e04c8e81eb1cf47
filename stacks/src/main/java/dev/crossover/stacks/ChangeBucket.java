package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.storage_bucket.StorageBucket;
import com.hashicorp.cdktf.providers.google.storage_bucket_iam_member.StorageBucketIamMember;
import dev.crossover.contract.ResourceNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The bucket of change files, dead letters and schema files, ours or an existing one. Nothing in it
 * expires.
 */
final class ChangeBucket extends Construct {
  private final String name;
  private final List<ITerraformDependable> ready;

  ChangeBucket(Construct scope, ResourceNames names, Apis apis) {
    super(scope, "bucket");
    if (names.cloud().capture().existingBucket()) {
      name = names.files().bucket();
      ready = apis.of("storage");
    } else {
      StorageBucket bucket = make(names, apis);
      name = bucket.getName();
      ready = List.of(bucket);
    }
  }

  private StorageBucket make(ResourceNames names, Apis apis) {
    boolean protect = names.cloud().protection();
    StorageBucket bucket =
        Addresses.named(
            StorageBucket.Builder.create(this, "changes")
                .project(names.cloud().project())
                .name(names.files().bucket())
                .location(names.cloud().region())
                .uniformBucketLevelAccess(true)
                .publicAccessPrevention("enforced")
                .forceDestroy(false)
                .dependsOn(apis.of("storage"))
                .lifecycle(Protection.keep(protect, List.of()))
                .build());
    // Newer than the bindings; on for 7 days by default, which doubles what change files cost.
    bucket.addOverride("soft_delete_policy", softDelete(names.cloud().capture().softDeleteDays()));
    names
        .cloud()
        .kmsKey()
        .ifPresent(
            key -> bucket.addOverride("encryption", List.of(Map.of("default_kms_key_name", key))));
    Protection.refuseDeletion(bucket, protect);
    return bucket;
  }

  private static List<Map<String, Long>> softDelete(int days) {
    return List.of(Map.of("retention_duration_seconds", Duration.ofDays(days).toSeconds()));
  }

  String name() {
    return name;
  }

  /** What uses the bucket depends on these. */
  List<ITerraformDependable> ready() {
    return ready;
  }

  /** Lets an account do something in the bucket. */
  StorageBucketIamMember grant(Construct scope, String id, String role, String member) {
    return Addresses.named(
        StorageBucketIamMember.Builder.create(scope, id)
            .bucket(name)
            .role(role)
            .member(member)
            .build());
  }
}
