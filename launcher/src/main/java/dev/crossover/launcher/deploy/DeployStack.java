package dev.crossover.launcher.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.StackOutput;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.launcher.guard.PlanGuard;
import dev.crossover.launcher.guard.PlannedChange;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.workflow.MigrationLock;
import dev.crossover.platforms.googlecloud.terraform.TerraformProgram;
import dev.crossover.platforms.googlecloud.terraform.TerraformStack;
import dev.crossover.platforms.googlecloud.terraform.TerraformStack.Planned;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Deploys one part of an environment: synthesises its stack, plans, asks the guard, and applies
 * exactly the plan that passed.
 *
 * <p>Done when a plan finds nothing to change. It may be killed anywhere and run again: every run
 * plans anew, and a plan is applied by the run that made it or by none. Where there is a journal
 * its lease is held; else Terraform's own lock on the state lets one apply at a time.
 */
public final class DeployStack {
  private final Parts parts;
  private final GoogleCloud cloud;
  private final DeployFolder folder;

  /**
   * What a deploy meets.
   *
   * @param program found only when it is needed
   * @param synthesis writes all stacks below a folder
   * @param bulkJob the bulk job of the settings' run
   * @param beginBulkLoad moves the migration to where a bulk job may write
   * @param work a folder of this machine for stacks, plans and logs
   * @param lockTimeout how long to wait for another Terraform
   */
  public record Parts(
      ResourceNames names,
      Supplier<TerraformProgram> program,
      Consumer<Path> synthesis,
      MigrationLock lock,
      Supplier<Job.Status> bulkJob,
      Consumer<Lease> beginBulkLoad,
      Path work,
      Duration lockTimeout,
      Clock clock,
      Progress progress) {}

  public DeployStack(Parts parts) {
    this.parts = parts;
    this.cloud = parts.names().cloud();
    this.folder = new DeployFolder(parts.work());
  }

  /** Plans, and asks the guard; changes nothing. */
  public DeployReport dryRun(DeployPhase what) {
    what.require(cloud);
    return deploy(what, parts.lock().look().map(JournalEntry::phase), planned -> false);
  }

  /**
   * @throws GateNotMetException if it is not the time for it, or the guard refuses the plan
   * @throws ExternalToolException if Terraform fails
   * @throws dev.crossover.engine.journal.AlreadyRunningException if another one works on the
   *     migration, the stack or its state
   */
  public DeployReport run(DeployPhase what) {
    what.require(cloud);
    if (parts.lock().isOpen()) {
      return parts
          .lock()
          .with(lease -> deploy(what, Optional.of(lease.entry().phase()), applyWith(what, lease)));
    }
    return deploy(what, Optional.empty(), this::stillNobodyBegan);
  }

  /**
   * What a migration needs before it begins; does nothing about one that has begun.
   *
   * @param ready throws if the migration could not begin anyway: what is deployed costs, and makes
   *     the source keep its log
   */
  public void beforeMigration(Runnable ready) {
    if (parts.lock().look().map(JournalEntry::phase).orElse(Phase.PLANNED) == Phase.PLANNED) {
      DeployPhase.CAPTURE.require(cloud);
      ready.run();
      run(DeployPhase.TARGET);
      run(DeployPhase.CAPTURE);
    }
  }

  /** Asked in the last moment before an apply, which takes minutes and cannot be taken back. */
  private interface MayApply {
    boolean now(Planned planned);
  }

  private MayApply applyWith(DeployPhase what, Lease lease) {
    return planned -> {
      lease.reread();
      if (what == DeployPhase.BULK && lease.entry().phase() == Phase.CAPTURING) {
        parts.beginBulkLoad().accept(lease);
      }
      return true;
    };
  }

  private boolean stillNobodyBegan(Planned planned) {
    if (parts.lock().isOpen()) {
      throw new GateNotMetException(
          "apply the plan",
          List.of("the migration has begun since it was made; run the command again"));
    }
    return true;
  }

  private DeployReport deploy(DeployPhase what, Optional<Phase> journal, MayApply mayApply) {
    what.require(cloud, journal.orElse(Phase.PLANNED));
    return folder.alone(() -> synthesiseAndDeploy(what, journal, mayApply));
  }

  private DeployReport synthesiseAndDeploy(
      DeployPhase what, Optional<Phase> journal, MayApply mayApply) {
    String name = parts.names().stack(what.stack());
    Path run = folder.run(name, parts.clock());
    TerraformProgram program = parts.program().get();
    parts.progress().note("deploy " + name + ": synthesis");
    parts.synthesis().accept(folder.root());
    TerraformStack stack =
        new TerraformStack(
            program,
            folder.root().resolve("stacks").resolve(name),
            run,
            parts.lockTimeout(),
            line -> parts.progress().note("  " + line));
    parts.progress().note("deploy " + name + ": plan");
    stack.init();
    Map<String, JsonNode> before = stack.outputs();
    Report report = new Report(name, run);
    Optional<String> done = what == DeployPhase.BULK ? startedBefore(before) : Optional.empty();
    if (done.isPresent()) {
      return report.of(false, done.get(), List.of(), before);
    }
    Phase phase = journal.orElse(Phase.PLANNED);
    Optional<Planned> planned = stack.plan(what.variables(cloud, phase, hasLiveJob(before)));
    if (planned.isEmpty()) {
      return report.of(false, "no changes", List.of(), before);
    }
    // Without a journal nobody knows what stands on a stack that is there already.
    List<String> changes = judged(name, planned.get(), journal.or(() -> phaseOfNothing(before)));
    if (!mayApply.now(planned.get())) {
      return report.of(false, "the plan may be applied; nothing was changed", changes, before);
    }
    parts.progress().note("deploy %s: apply, changes: %d".formatted(name, changes.size()));
    stack.apply(planned.get());
    Map<String, JsonNode> after = stack.outputs();
    requireSame(what.stack(), after);
    return report.of(true, "applied", changes, after);
  }

  private static Optional<Phase> phaseOfNothing(Map<String, JsonNode> outputs) {
    return outputs.isEmpty() ? Optional.of(Phase.PLANNED) : Optional.empty();
  }

  /** A run is started once, by whomever: the provider forgets a job that has ended. */
  private Optional<String> startedBefore(Map<String, JsonNode> outputs) {
    String run = cloud.bulk().runId();
    JsonNode started = outputs.get(StackOutput.BULK_RUN.id());
    if (started != null && started.asText().equals(run)) {
      JsonNode when = outputs.get(StackOutput.BULK_STARTED.id());
      return Optional.of(
          "run %s was started before%s and is not started again; another google_cloud.bulk.run_id starts another run"
              .formatted(run, when == null ? "" : " (" + when.asText() + ")"));
    }
    Job.Status job = parts.bulkJob().get();
    return job.state() == Job.State.NOT_STARTED
        ? Optional.empty()
        : Optional.of(
            "the job of run %s is there already (%s), so none is started; `crossover run` goes on with it"
                .formatted(run, job.state()));
  }

  private static boolean hasLiveJob(Map<String, JsonNode> outputs) {
    JsonNode ids = outputs.get(StackOutput.LIVE_JOB_IDS.id());
    return ids != null
        && StreamSupport.stream(ids.spliterator(), false).anyMatch(id -> !id.isNull());
  }

  private static List<String> judged(String name, Planned planned, Optional<Phase> phase) {
    PlanGuard.Verdict verdict = PlanGuard.judge(planned.json(), phase);
    if (!verdict.passed()) {
      throw new GateNotMetException("apply the plan of the stack " + name, verdict.refused());
    }
    return verdict.told().stream().map(PlannedChange::toString).toList();
  }

  /** A state that is another stack's would be found by the next deploy only. */
  private static void requireSame(ResourceNames.Stack stack, Map<String, JsonNode> outputs) {
    JsonNode said = outputs.get(StackOutput.EVERY_STACK.id());
    if (said == null || !said.asText().equals(stack.word())) {
      throw new ExternalToolException(
          "the stack says that it is %s, must be %s; look where google_cloud.state keeps its state"
              .formatted(said == null ? "nothing" : said.asText(), stack.word()));
    }
  }

  private record Report(String stack, Path run) {
    DeployReport of(
        boolean applied, String outcome, List<String> changes, Map<String, JsonNode> outputs) {
      return new DeployReport(stack, applied, outcome, changes, outputs, run.toString());
    }
  }
}
