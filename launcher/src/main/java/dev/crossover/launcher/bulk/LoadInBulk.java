package dev.crossover.launcher.bulk;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.JobFailedException;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.capture.RunningStream;
import dev.crossover.launcher.capture.StreamStart;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.plan.WriteSchema;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.workflow.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs the bulk job to its end, or goes on watching one that runs, then asks the bulk gate. */
public final class LoadInBulk implements Step {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final ChangeStream stream;
  private final Job job;
  private final LoadLedger ledger;
  private final BulkGate gate;
  private final WriteSchema schema;
  private final Progress progress;
  private final Timing timing;

  public LoadInBulk(
      ChangeStream stream,
      Job job,
      LoadLedger ledger,
      BulkGate gate,
      WriteSchema schema,
      Progress progress,
      Timing timing) {
    this.stream = stream;
    this.job = job;
    this.ledger = ledger;
    this.gate = gate;
    this.schema = schema;
    this.progress = progress;
    this.timing = timing;
  }

  @Override
  public Phase phase() {
    return Phase.BULK_LOADING;
  }

  @Override
  public void run(Lease lease) {
    StreamStart.required(stream);
    if (lease.entry().details().containsKey(JournalDetails.LIVE_STARTED)) {
      throw new IllegalStateException("a bulk load after the live job has started");
    }
    job.start();
    await(lease);
    passGate(lease);
  }

  /** Starts no bulk load: whoever is told that one has ended does not begin another. */
  @Override
  public void handOver(Lease lease) {
    StreamStart.required(stream);
    Job.Status status = job.status();
    if (status.state() != Job.State.DONE) {
      throw new GateNotMetException(
          "hand over from the bulk load to the live job",
          List.of("the bulk job is " + status.state() + ", must be DONE"));
    }
    passGate(lease);
  }

  private void passGate(Lease lease) {
    List<Gate> gates = gate.look();
    if (!Gate.allMet(gates)) {
      throw new GateNotMetException(
          "hand over from the bulk load to the live job",
          gates.stream().filter(seen -> !seen.met()).map(Gate::text).toList());
    }
    schema.afterLoad();
    String seen = gates.stream().map(Gate::text).collect(joining("; "));
    lease.advance(Phase.BULK_LOADING, Phase.APPLYING, Map.of(JournalDetails.BULK_GATE, seen));
  }

  private void await(Lease lease) {
    while (true) {
      lease.reread();
      Job.Status status = job.status();
      RunningStream.require(stream);
      BulkProgress bulk = ledger.progress();
      progress.show(bulk.readings());
      switch (status.state()) {
        case DONE -> {
          progress.note("bulk load: " + bulk.summary());
          return;
        }
        case FAILED, NOT_STARTED ->
            throw new JobFailedException("the bulk load", status.detail().orElse("it is gone"));
        case RUNNING, RESTARTING -> timing.pause(LOOK);
      }
    }
  }
}
