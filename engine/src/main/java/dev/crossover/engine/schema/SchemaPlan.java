package dev.crossover.engine.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the target will look like, and everything that a person should know about it.
 *
 * @param refusals what must be settled before anything starts; if there is one, the rest of the
 *     plan may have gaps
 * @param notes what the target has otherwise than the source
 */
public record SchemaPlan(
    SourceSchema source,
    TargetSchema target,
    Scripts scripts,
    List<SequencePlan> sequences,
    List<Refusal> refusals,
    List<Note> notes) {

  /** Where the files are, in the bucket. */
  public static final String FOLDER = "schema/";

  private static final String SOURCE_SCHEMA = FOLDER + "source-schema.json";
  private static final String TARGET_SCHEMA = BucketLayout.TARGET_SCHEMA;
  private static final String SEQUENCES = FOLDER + "sequences.json";
  private static final String BEFORE_LOAD = FOLDER + "before-load.sql";
  private static final String AFTER_LOAD = FOLDER + "after-load.sql";
  private static final String AFTER_CUTOVER = FOLDER + "after-cutover.sql";
  private static final String REPORT = FOLDER + "report.txt";

  /** Every file of a plan. */
  public static final List<String> FILES =
      List.of(
          SOURCE_SCHEMA, TARGET_SCHEMA, SEQUENCES, BEFORE_LOAD, AFTER_LOAD, AFTER_CUTOVER, REPORT);

  /**
   * The statements, by the time they are run.
   *
   * @param afterLoad empty unless {@code schema.indexes} is {@code after-load}
   * @param afterCutover what is safe only when no change of the source arrives any more: foreign
   *     keys in cycles, cascades, deferrable unique constraints
   */
  public record Scripts(
      SchemaScript beforeLoad, SchemaScript afterLoad, SchemaScript afterCutover) {}

  /** What later steps need of a plan that was written. */
  public record Written(
      SourceSchema source, TargetSchema target, Scripts scripts, List<SequencePlan> sequences) {}

  public SchemaPlan {
    sequences = List.copyOf(sequences);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /**
   * @return this plan
   * @throws SettingsException naming every refusal, if there is one
   */
  public SchemaPlan orThrow() {
    if (!refusals.isEmpty()) {
      throw new SettingsException(
          "%d thing(s) of the source cannot be moved as they are:%n%s"
              .formatted(
                  refusals.size(),
                  refusals.stream()
                      .map(refusal -> "  " + refusal.message())
                      .collect(Collectors.joining(System.lineSeparator()))));
    }
    return this;
  }

  /** The plan as a person reads it. */
  public String reportText() {
    return new SchemaPlanReport(this).text();
  }

  /** Writes every file of the plan; doing it again changes nothing. */
  public void write(Bucket bucket) {
    put(bucket, SOURCE_SCHEMA, SchemaJson.write(source));
    put(bucket, SEQUENCES, SchemaJson.write(sequences));
    put(bucket, BEFORE_LOAD, scripts.beforeLoad().toSql("Run before the bulk load."));
    put(bucket, AFTER_LOAD, scripts.afterLoad().toSql("Run after the bulk load."));
    put(bucket, AFTER_CUTOVER, scripts.afterCutover().toSql("Run after cutover."));
    put(bucket, REPORT, reportText());
    put(bucket, TARGET_SCHEMA, target.toJson());
  }

  private static void put(Bucket bucket, String path, String text) {
    bucket.write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws SettingsException if a file is not readable
   */
  public static Written read(Bucket bucket) {
    return new Written(
        SchemaJson.read(text(bucket, SOURCE_SCHEMA), new TypeReference<>() {}, "source schema"),
        TargetSchema.parse(text(bucket, TARGET_SCHEMA)),
        new Scripts(
            SchemaScript.parse(text(bucket, BEFORE_LOAD)),
            SchemaScript.parse(text(bucket, AFTER_LOAD)),
            SchemaScript.parse(text(bucket, AFTER_CUTOVER))),
        SchemaJson.read(text(bucket, SEQUENCES), new TypeReference<>() {}, "sequences"));
  }

  /** Whether the schema step has written a plan. */
  public static boolean isWritten(Bucket bucket) {
    return bucket.list(TARGET_SCHEMA).contains(TARGET_SCHEMA);
  }

  /**
   * Reads the target schema alone, which is all that a job needs.
   *
   * @throws SettingsException if the file is not readable
   */
  public static TargetSchema readTarget(Bucket bucket) {
    return TargetSchema.parse(text(bucket, TARGET_SCHEMA));
  }

  private static String text(Bucket bucket, String path) {
    try (InputStream content = bucket.read(path)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof NoSuchFileException ? gone(path, e) : e;
    }
  }

  private static SettingsException gone(String path, UncheckedIOException cause) {
    return new SettingsException(
        "the migration has begun, but "
            + path
            + " is not in its bucket: the bucket was changed by hand, or a `crossover cleanup"
            + " --abandon` did not end; begin anew: crossover cleanup --abandon, then crossover"
            + " run",
        cause);
  }
}
