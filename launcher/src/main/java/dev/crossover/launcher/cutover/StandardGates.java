package dev.crossover.launcher.cutover;

import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.launcher.preflight.Check;
import dev.crossover.launcher.source.SourceLog;
import dev.crossover.launcher.source.Writers;
import dev.crossover.launcher.stream.ChangeStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the gates of a cutover look at.
 *
 * @param planned the source when the target was planned
 * @param now reads the source's catalogue
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
    Check applicationRoles,
    Limits limits,
    Pace pace) {

  /** Every gate, what is cheap to look at first. */
  public List<GateCheck> list() {
    return List.of(
        new StreamGate(stream),
        new DeadLettersGate(applied),
        new ParkedGate(applied),
        new LagGate(log, applied, limits.lag(), pace),
        new TransactionsGate(writers, limits.drain()),
        new LogRetentionGate(log),
        new SchemaGate(planned, now),
        new SequencesGate(planned, now),
        new VerificationGate(verification, limits.verificationAge(), pace),
        new DowntimeGate(verification, limits.downtime()),
        new CheckGate(applicationRoles));
  }
}
