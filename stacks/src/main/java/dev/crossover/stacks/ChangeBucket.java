package dev.crossover.stacks;

import com.hashicorp.cdktf.providers.google.storage_bucket.StorageBucket;
import com.hashicorp.cdktf.providers.google.storage_bucket_iam_member.StorageBucketIamMember;
import dev.crossover.contract.ResourceNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The bucket of change files, dead letters and schema files. Nothing in it expires. */
final class ChangeBucket extends Construct {
  private final StorageBucket bucket;

  ChangeBucket(Construct scope, ResourceNames names, Apis apis) {
    super(scope, "bucket");
    boolean protect = names.cloud().protection();
    bucket =
        Addresses.named(
            StorageBucket.Builder.create(this, "changes")
                .project(names.cloud().project())
                .name(names.bucket())
                .location(names.cloud().region())
                .uniformBucketLevelAccess(true)
                .publicAccessPrevention("enforced")
                .forceDestroy(false)
                .dependsOn(apis.of("storage"))
                .lifecycle(Protection.keep(protect, List.of()))
                .build());
    // Newer than the bindings; on for 7 days by default, which doubles what change files cost.
    bucket.addOverride("soft_delete_policy", softDelete(names.cloud().capture().softDeleteDays()));
    Protection.refuseDeletion(bucket, protect);
  }

  private static List<Map<String, Long>> softDelete(int days) {
    return List.of(Map.of("retention_duration_seconds", Duration.ofDays(days).toSeconds()));
  }

  StorageBucket bucket() {
    return bucket;
  }

  /** Lets an account do something in the bucket. */
  StorageBucketIamMember grant(Construct scope, String id, String role, String member) {
    return Addresses.named(
        StorageBucketIamMember.Builder.create(scope, id)
            .bucket(bucket.getName())
            .role(role)
            .member(member)
            .build());
  }
}
