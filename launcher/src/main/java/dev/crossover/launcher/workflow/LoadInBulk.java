package dev.crossover.launcher.workflow;

import static java.util.stream.Collectors.joining;

import dev.crossover.launcher.cutover.Gate;
import dev.crossover.launcher.jobs.Job;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.stream.ChangeStream;
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
  private final Waiting waiting;

  public LoadInBulk(
      ChangeStream stream,
      Job job,
      LoadLedger ledger,
      BulkGate gate,
      WriteSchema schema,
      Progress progress,
      Waiting waiting) {
    this.stream = stream;
    this.job = job;
    this.ledger = ledger;
    this.gate = gate;
    this.schema = schema;
    this.progress = progress;
    this.waiting = waiting;
  }

  @Override
  public Phase phase() {
    return Phase.BULK_LOADING;
  }

  @Override
  public void run(Lease lease) {
    StreamStart.required(stream);
    if (lease.entry().details().containsKey(Facts.LIVE_STARTED)) {
      throw new IllegalStateException("a bulk load after the live job has started");
    }
    job.start();
    await();
    List<Gate> gates = gate.look();
    if (!Gate.allMet(gates)) {
      throw new GateNotMetException(
          "hand over from the bulk load to the live job",
          gates.stream().filter(seen -> !seen.met()).map(Gate::text).toList());
    }
    schema.afterLoad();
    String seen = gates.stream().map(Gate::text).collect(joining("; "));
    lease.advance(Phase.BULK_LOADING, Phase.APPLYING, Map.of(Facts.BULK_GATE, seen));
  }

  private void await() {
    while (true) {
      Job.Status status = job.status();
      BulkProgress bulk = ledger.progress();
      progress.show(bulk.readings());
      switch (status.state()) {
        case DONE -> {
          progress.note("bulk load: " + bulk.summary());
          return;
        }
        case FAILED, NOT_STARTED ->
            throw new JobFailedException("the bulk load", status.detail().orElse("it is gone"));
        case RUNNING -> waiting.pause(LOOK);
      }
    }
  }
}
