package dev.crossover.contract;

/**
 * What the launcher reads with {@code terraform output -json}. The names are a promise: they are
 * state addresses that other programs hold.
 */
public enum StackOutput {
  EVERY_STACK("stack", "Which stack of an environment this is: target, live, bulk and so on."),
  TARGET_INSTANCE("instance", "The Spanner instance."),
  TARGET_DATABASE("database", "The Spanner database."),
  TARGET_CONSOLE("console_database", "The database in the console."),
  LIVE_BUCKET("bucket", "The bucket of change files, dead letters and schema files."),
  LIVE_SUBSCRIPTIONS("subscriptions", "The subscriptions of file notifications, by shard."),
  LIVE_STREAMS("streams", "The streams, by shard."),
  LIVE_JOB_NAMES("job_names", "The names of the live jobs, by shard."),
  LIVE_JOB_IDS("job_ids", "The ids of the live jobs that run, by shard."),
  LIVE_ACCOUNT("jobs_account", "The account of the workers."),
  LIVE_CONSOLE_STREAM("console_streams", "The streams in the console."),
  LIVE_CONSOLE_BUCKET("console_bucket", "The bucket in the console."),
  LIVE_CONSOLE_JOBS("console_jobs", "The jobs in the console."),
  BULK_RUN("run_id", "The run that was started."),
  BULK_STARTED("run_started", "When it was started."),
  BULK_JOB_NAMES("job_names", "The names of the bulk jobs, by shard."),
  HANDOFF_SERVICE("service", "The launcher's service."),
  HANDOFF_URL("service_url", "The address of the launcher's service."),
  HANDOFF_TRIGGER("trigger", "The trigger on the status of jobs."),
  OBSERVE_DASHBOARD("dashboard", "The dashboard."),
  OBSERVE_CONSOLE("console_dashboard", "The dashboards in the console.");

  private final String id;
  private final String description;

  StackOutput(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** The output's name in its stack. */
  public String id() {
    return id;
  }

  public String description() {
    return description;
  }
}
