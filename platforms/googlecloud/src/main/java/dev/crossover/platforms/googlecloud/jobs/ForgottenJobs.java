package dev.crossover.platforms.googlecloud.jobs;

import com.google.dataflow.v1beta3.Job;
import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.bucket.Bucket;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The jobs of migrations that are over: Dataflow goes on listing them under the names that the next
 * migration's have. One empty object each.
 */
record ForgottenJobs(Bucket bucket) {

  Set<String> ids() {
    return bucket.list(BucketLayout.FORGOTTEN_JOBS_FOLDER).stream()
        .map(path -> path.substring(BucketLayout.FORGOTTEN_JOBS_FOLDER.length()))
        .collect(Collectors.toSet());
  }

  void add(Job job) {
    bucket.write(BucketLayout.FORGOTTEN_JOBS_FOLDER + job.getId(), new byte[0]);
  }
}
