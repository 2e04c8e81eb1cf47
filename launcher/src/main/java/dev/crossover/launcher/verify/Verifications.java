package dev.crossover.launcher.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.verify.VerificationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The reports of verifications, all of them, by the time at which they ended: {@code
 * verification/all/verification-20240131T120000.000Z.json}, and {@code changed} for those of
 * changed rows only.
 *
 * @param bucket where they are kept
 */
public record Verifications(Bucket bucket) {
  /** Below it in the bucket: reports. */
  public static final String FOLDER = "verification/";

  // In the order of their names they are in the order of time.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Keeps a report beside the ones before. */
  public VerificationReport keep(VerificationReport report) {
    bucket.write(path(report), report.toJson().getBytes(UTF_8));
    return report;
  }

  /** Where a report is kept. */
  public static String path(VerificationReport report) {
    return folder(report.scope()) + "verification-" + TIME.format(report.finishedAt()) + ".json";
  }

  /** The last verification that looked at every row. */
  public Optional<VerificationReport> lastOfAll() {
    return last(VerificationReport.Scope.ALL);
  }

  /** The last verification of whatever scope. */
  public Optional<VerificationReport> last() {
    Optional<VerificationReport> all = lastOfAll();
    Optional<VerificationReport> changed = last(VerificationReport.Scope.CHANGED);
    return changed
        .filter(report -> all.isEmpty() || report.finishedAt().isAfter(all.get().finishedAt()))
        .or(() -> all);
  }

  private static String folder(VerificationReport.Scope scope) {
    return FOLDER + scope.name().toLowerCase(Locale.ROOT) + "/";
  }

  private Optional<VerificationReport> last(VerificationReport.Scope scope) {
    List<String> paths = bucket.list(folder(scope));
    return paths.isEmpty() ? Optional.empty() : Optional.of(read(paths.get(paths.size() - 1)));
  }

  private VerificationReport read(String path) {
    try (InputStream content = bucket.read(path)) {
      return VerificationReport.parse(new String(content.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
