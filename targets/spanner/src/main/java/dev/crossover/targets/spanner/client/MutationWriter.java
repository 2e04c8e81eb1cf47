package dev.crossover.targets.spanner.client;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.SpannerException;
import dev.crossover.contract.TargetException;
import java.util.List;

/**
 * Commits mutations without reading first, and again when Spanner aborts. It splits nothing: one
 * call is one commit, all or nothing. Safe for many threads.
 */
public final class MutationWriter {
  private final DatabaseClient client;
  private final Retries retries;

  public MutationWriter(SpannerDatabase target) {
    this(target.client(), Retries.standard());
  }

  public MutationWriter(DatabaseClient client, Retries retries) {
    this.client = client;
    this.retries = retries;
  }

  /**
   * @param mutations idempotent: insert-or-update, replace or delete, for they may be applied twice
   * @throws TargetException if Spanner goes on aborting
   * @throws SpannerException if Spanner refuses the mutations themselves
   */
  public void write(List<Mutation> mutations) {
    retries.call(() -> client.writeAtLeastOnce(mutations));
  }
}
