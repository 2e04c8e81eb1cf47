package dev.crossover.launcher.cleanup;

import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.launcher.verify.Verifications;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * What migrations that were given up have left in the bucket: schema, dead letters and reports,
 * each with its path below {@code given-up/20240131T120000Z/}. A verdict on their rows says nothing
 * about the rows of the next migration, which must not find it among its own.
 *
 * @param clock names the folder
 */
public record GivenUp(Bucket bucket, Clock clock) {
  static final String FOLDER = "given-up/";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Moves them there, and nothing else that the bucket has; once more does no harm. */
  void putAside() {
    String folder = FOLDER + TIME.format(clock.instant()) + "/";
    Stream.of(SchemaPlan.FILES, List.of(BucketLayout.DEAD_LETTERS_FOLDER, Verifications.FOLDER))
        .flatMap(List::stream)
        .flatMap(prefix -> bucket.list(prefix).stream())
        .forEach(path -> bucket.move(path, folder + path));
  }
}
