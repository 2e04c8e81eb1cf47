package dev.crossover.launcher.handoff;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.launcher.workflow.Migration;
import dev.crossover.launcher.workflow.MigrationLock;
import dev.crossover.platforms.googlecloud.handoff.JobEvent;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over from the bulk load to the live job when an event says that a job of this environment's
 * bulk run has changed its state.
 *
 * <p>The event only says when to look: whether the job has ended well is asked of the platform, and
 * whether it is time for the live job of the journal. So an event that comes twice, late or made up
 * does no harm. The journal's lease lets one launcher at a time do it, and the live job has one
 * name, so that it starts once.
 */
public final class UnattendedHandoff {
  private static final Logger LOG = LoggerFactory.getLogger(UnattendedHandoff.class);

  private final Set<String> bulkJobs;
  private final Supplier<MigrationLock> lock;
  private final Supplier<Job> bulk;
  private final Supplier<Migration> migration;

  /**
   * @param bulkJobs the names of the jobs of the settings' bulk run
   * @param bulk these jobs together
   */
  public UnattendedHandoff(
      Set<String> bulkJobs,
      Supplier<MigrationLock> lock,
      Supplier<Job> bulk,
      Supplier<Migration> migration) {
    this.bulkJobs = Set.copyOf(bulkJobs);
    this.lock = lock;
    this.bulk = bulk;
    this.migration = migration;
  }

  /** Does what the event is the moment for. */
  public Reply on(JobEvent event) {
    if (!bulkJobs.contains(event.job())) {
      return Reply.done("not a job of this environment's bulk run");
    }
    try {
      Reply reply =
          lock.get()
              .look()
              .map(entry -> in(entry, event))
              .orElseGet(
                  () -> Reply.againAfterAPerson("the migration has not begun: crossover run"));
      LOG.info(
          "event=job_status job={} said={} status={} reply=\"{}\"",
          event.job(),
          event.state().replaceAll("\\W", ""),
          reply.status(),
          reply.text());
      return reply;
    } catch (GateNotMetException | SettingsException e) {
      LOG.warn(
          "event=job_status job={} handoff=refused reason=\"{}\"",
          event.job(),
          e.getMessage().replaceAll("\\s*\\R\\s*", " "));
      return Reply.againAfterAPerson(e.getMessage());
    } catch (CrossoverException e) {
      LOG.warn("event=job_status job={} handoff=failed", event.job(), e);
      return Reply.again(e.getMessage());
    }
  }

  private Reply in(JournalEntry entry, JobEvent event) {
    return switch (entry.phase()) {
      case PLANNED ->
          Reply.againAfterAPerson("the migration has no change stream yet: crossover run");
      case CAPTURING, BULK_LOADING -> whileLoading(event);
      case APPLYING -> handOver();
      case READY, FENCED, CAUGHT_UP, VERIFIED, JOURNALLED, SWITCHED, COMPLETED ->
          Reply.done("handed over before; the migration is in phase " + entry.phase());
    };
  }

  private Reply whileLoading(JobEvent event) {
    Job.Status status = bulk.get().status();
    return switch (status.state()) {
      case DONE -> handOver();
      case RUNNING, RESTARTING ->
          // Of several jobs this may be the first one; what a service lists may lag behind.
          event.saysEnded()
              ? Reply.again("the bulk load is still " + status.state())
              : Reply.done("the bulk load is " + status.state());
      case NOT_STARTED -> Reply.again("the platform does not know the bulk job yet");
      case FAILED ->
          Reply.never(
              "the bulk load failed: %s; repair the cause, then: crossover run"
                  .formatted(status.detail().orElse("the platform does not say why")));
    };
  }

  private Reply handOver() {
    Phase phase = migration.get().handOver();
    return Reply.done("the live job is started; the migration is in phase " + phase);
  }
}
