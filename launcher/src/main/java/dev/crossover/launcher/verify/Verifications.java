package dev.crossover.launcher.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.verify.VerificationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/**
 * The reports of verifications, kept in the bucket: the last one of each scope.
 *
 * @param bucket where they are kept, below {@code verification/}
 */
public record Verifications(Bucket bucket) {
  private static final String FOLDER = "verification/";

  /** Keeps a report in the place of the last one of its scope. */
  public VerificationReport keep(VerificationReport report) {
    bucket.write(path(report.scope()), report.toJson().getBytes(UTF_8));
    return report;
  }

  /** The last verification that looked at every row. */
  public Optional<VerificationReport> lastOfAll() {
    return read(VerificationReport.Scope.ALL);
  }

  /** The last verification of whatever scope. */
  public Optional<VerificationReport> last() {
    Optional<VerificationReport> all = lastOfAll();
    Optional<VerificationReport> changed = read(VerificationReport.Scope.CHANGED);
    return changed
        .filter(report -> all.isEmpty() || report.finishedAt().isAfter(all.get().finishedAt()))
        .or(() -> all);
  }

  private static String path(VerificationReport.Scope scope) {
    return FOLDER + scope.name().toLowerCase(Locale.ROOT) + ".json";
  }

  private Optional<VerificationReport> read(VerificationReport.Scope scope) {
    String path = path(scope);
    if (!bucket.list(path).contains(path)) {
      return Optional.empty();
    }
    try (InputStream content = bucket.read(path)) {
      return Optional.of(VerificationReport.parse(new String(content.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
