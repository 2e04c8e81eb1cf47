package dev.crossover.launcher.gates;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.verify.FencedVerification;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the gates of a cutover look at.
 *
 * @param planned the source when the target was planned
 * @param now reads the source's catalogue
 * @param sequenceRefusals why sequences cannot be handed over as things are now
 * @param measures what the platform measures by itself
 * @param applicationRoles whether the application's roles can be fenced
 */
public record StandardGates(
    ChangeStream stream,
    AppliedChanges applied,
    SourceLog log,
    Writers writers,
    FencedVerification verification,
    SourceSchema planned,
    Supplier<SourceSchema> now,
    Supplier<List<String>> sequenceRefusals,
    Supplier<List<Measure>> measures,
    Check applicationRoles,
    CutoverLimits limits,
    Timing timing) {

  /** Every gate, what is cheap to look at first. */
  public List<GateCheck> list() {
    return List.of(
        new StreamGate(stream),
        new DeadLettersGate(applied),
        new ParkedGate(applied),
        new LagGate(log, applied, limits.lag(), timing),
        new MeasuresGate(measures),
        new TransactionsGate(writers, limits.drain()),
        new LogRetentionGate(log),
        schema(),
        new SequencesGate(planned, now, sequenceRefusals),
        new VerificationGate(verification, limits.verificationAge(), timing),
        new DowntimeGate(
            verification,
            limits.downtime(),
            () -> stream.tellsHowFar() ? Duration.ZERO : limits.evidence()),
        new CheckGate(applicationRoles));
  }

  /** The one that is asked again inside the fence, which stops no owner and no superuser. */
  public GateCheck schema() {
    return new SchemaGate(planned, now);
  }
}
