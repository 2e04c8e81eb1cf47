package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.datastream_connection_profile.DatastreamConnectionProfile;
import com.hashicorp.cdktf.providers.google.datastream_connection_profile.DatastreamConnectionProfileGcsProfile;
import com.hashicorp.cdktf.providers.google.storage_bucket_iam_member.StorageBucketIamMember;
import dev.crossover.contract.ResourceNames;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** Where streams write: the connection profile of the bucket, ours or an existing one. */
final class BucketProfile extends Construct {
  private final List<ITerraformDependable> ready = new ArrayList<>();
  private final String path;

  BucketProfile(
      Construct scope, ResourceNames names, ChangeBucket bucket, ServiceIdentity datastream) {
    super(scope, "bucket-profile");
    path = names.profilePath(names.bucketProfile());
    for (String role : List.of("objectViewer", "objectCreator", "legacyBucketReader")) {
      StorageBucketIamMember grant =
          bucket.grant(this, "stream-" + role, "roles/storage." + role, datastream.member());
      ready.add(grant);
    }
    if (names.cloud().capture().bucketProfile().isEmpty()) {
      ready.add(make(names, bucket));
    }
  }

  /** The profile's full name. */
  String path() {
    return path;
  }

  List<ITerraformDependable> ready() {
    return ready;
  }

  private DatastreamConnectionProfile make(ResourceNames names, ChangeBucket bucket) {
    DatastreamConnectionProfile profile =
        Addresses.named(
            DatastreamConnectionProfile.Builder.create(this, "profile")
                .project(names.cloud().project())
                .location(names.cloud().region())
                .connectionProfileId(names.bucketProfile())
                .displayName(names.bucketProfile())
                .gcsProfile(
                    DatastreamConnectionProfileGcsProfile.builder()
                        .bucket(bucket.name())
                        .rootPath("/")
                        .build())
                .dependsOn(List.copyOf(ready))
                .lifecycle(
                    Protection.keep(
                        names.cloud().protection(), List.of("create_without_validation")))
                .build());
    Protection.refuseDeletion(profile, names.cloud().protection());
    return profile;
  }
}
