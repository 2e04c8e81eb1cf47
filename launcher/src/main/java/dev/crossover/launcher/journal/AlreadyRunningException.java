package dev.crossover.launcher.journal;

import dev.crossover.contract.CrossoverException;
import java.time.Instant;

/** Another Crossover holds the lease on the migration. */
public final class AlreadyRunningException extends CrossoverException {
  AlreadyRunningException(Owner owner, Instant expires) {
    super(
        "process "
            + owner.pid()
            + " on "
            + owner.host()
            + " already works on this migration; wait until it ends, or, if that machine is lost,"
            + " until its lease expires at "
            + expires);
  }
}
