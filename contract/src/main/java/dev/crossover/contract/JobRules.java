package dev.crossover.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the jobs may be. */
final class JobRules {
  /** Fewer than that is refused by the jobs' templates at launch, after minutes. */
  private static final int LEAST_CPUS = 4;

  private static final Pattern MACHINE =
      Pattern.compile(
          "(?:[a-z]\\w*-)?custom-(\\d{1,4})-\\d+(?:-ext)?|[a-z]\\w*-[a-z]+-(\\d{1,4})(?:-lssd)?");

  private final Settings settings;
  private final GoogleCloud cloud;
  private final Problems problems;

  private JobRules(Settings settings, GoogleCloud cloud, Problems problems) {
    this.settings = settings;
    this.cloud = cloud;
    this.problems = problems;
  }

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    JobRules rules = new JobRules(settings, cloud, problems);
    rules.live();
    rules.bulk();
    rules.schemas();
  }

  /** Google's templates know a table by its name without the schema. */
  private void schemas() {
    boolean google =
        cloud.live().template() == GoogleJobs.Template.GOOGLE
            || cloud.bulk().template() == GoogleJobs.Template.GOOGLE;
    int schemas = settings.source().schemas().size();
    if (google && settings.route() == Settings.Route.POSTGRESQL_TO_SPANNER && schemas > 1) {
      problems.add(
          "source.schemas must name one schema with Google's templates, which would mix up tables"
              + " of the same name, got "
              + settings.source().schemas()
              + "; use template crossover, or an environment per schema");
    }
  }

  private void live() {
    GoogleJobs.Live live = cloud.live();
    job("live", live.template(), live.templatePath(), live.machineType());
    workers("live", live.workers(), live.maxWorkers());
    problems.range("live.retry_minutes", live.retryMinutes(), 1, 1_440);
    live.serviceAccount()
        .ifPresent(email -> problems.pattern("live.service_account", email, NamePatterns.ACCOUNT));
    transformation("live", live.template(), live.transformation());
  }

  private void bulk() {
    GoogleJobs.Bulk bulk = cloud.bulk();
    problems.pattern("bulk.run_id", bulk.runId(), "[a-z0-9]([a-z0-9-]{0,14}[a-z0-9])?");
    job("bulk", bulk.template(), bulk.templatePath(), bulk.machineType());
    workers("bulk", bulk.workers(), bulk.maxWorkers());
    transformation("bulk", bulk.template(), bulk.transformation());
    jobs(bulk);
  }

  private void job(
      String key, GoogleJobs.Template template, Optional<String> path, String machine) {
    if (path.isEmpty() && template == GoogleJobs.Template.CROSSOVER) {
      problems.cloud(
          key + ".template_path", "is missing; set it to where your build put the template");
    }
    path.ifPresent(
        text -> {
          if (!text.matches("gs://[^/]+/.+") || text.contains("/latest/")) {
            problems.cloud(
                key + ".template_path",
                "must be gs://BUCKET/PATH of one version, not latest, got " + text);
          }
        });
    Matcher matcher = MACHINE.matcher(machine);
    boolean known = matcher.matches();
    String cpus =
        known && matcher.group(1) != null ? matcher.group(1) : known ? matcher.group(2) : "0";
    if (Integer.parseInt(cpus) < LEAST_CPUS) {
      problems.cloud(
          key + ".machine_type",
          "must have at least %d vCPU, such as n2-standard-4, got %s"
              .formatted(LEAST_CPUS, machine));
    }
  }

  private void workers(String key, int workers, int most) {
    problems.range(key + ".workers", workers, 1, 1_000);
    problems.range(key + ".max_workers", most, 1, 1_000);
    if (most < workers) {
      problems.cloud(
          key + ".max_workers", "must not be below workers %d, got %d".formatted(workers, most));
    }
  }

  private void transformation(
      String key,
      GoogleJobs.Template template,
      Optional<GoogleJobs.Transformation> transformation) {
    if (transformation.isPresent() && template == GoogleJobs.Template.CROSSOVER) {
      problems.cloud(key + ".transformation", "is called by Google's template only; remove it");
    }
  }

  /** Our bulk load keeps one plan of all partitions, in which a second job would find its own. */
  private void jobs(GoogleJobs.Bulk bulk) {
    if (bulk.template() == GoogleJobs.Template.CROSSOVER
        && bulk.jobs() == GoogleJobs.Jobs.PER_SHARD) {
      problems.cloud(
          "bulk.jobs",
          "must be one with template crossover, which reads all shards, got per-shard");
    }
  }
}
