package dev.crossover.launcher;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.repair.RowRepair;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.verify.LiveChanges;
import dev.crossover.engine.verify.UnloggedRows;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.launcher.cutover.Cutover;
import dev.crossover.launcher.cutover.CutoverStep;
import dev.crossover.launcher.cutover.EngineRowsToCopyAgain;
import dev.crossover.launcher.cutover.RowsToCopyAgain;
import dev.crossover.launcher.cutover.SequenceHandOver;
import dev.crossover.launcher.cutover.SequenceProof;
import dev.crossover.launcher.fence.FenceWatch;
import dev.crossover.launcher.gates.CutoverLimits;
import dev.crossover.launcher.gates.StandardGates;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.rollforward.AfterCutoverSchema;
import dev.crossover.launcher.rollforward.RollForwardStep;
import dev.crossover.launcher.rollforward.SwitchCommand;
import dev.crossover.launcher.verify.EngineVerification;
import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.OnlineChanges;
import dev.crossover.launcher.verify.VerificationReadings;
import dev.crossover.launcher.verify.Verifications;
import dev.crossover.launcher.workflow.MigrationLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connects verification, the cutover and the watch over its fence. */
record CutoverWiring(OpenRooms rooms) {
  Verifications verifications() {
    return new Verifications(rooms.bucket());
  }

  /** Compares every row while the application goes on writing. */
  VerificationReport verify(Progress progress) {
    Verifier verifier =
        verifier(
            Optional.of(
                new OnlineChanges(
                    rooms.source().log(),
                    rooms.stream(),
                    rooms.platform().applyChanges(),
                    rooms.applied(),
                    new DeadLettersWiring(rooms).orderInDoubt(),
                    CutoverLimits.of(rooms.settings()).quiet(),
                    rooms.timing())));
    return verifications().keep(verifier.verifyAll(new VerificationReadings(progress)));
  }

  private Verifier verifier(Optional<LiveChanges> live) {
    Settings.Verification v = rooms.settings().verification();
    VerificationOptions defaults = VerificationOptions.defaults();
    return new Verifier(
        rooms.reading().compared(),
        rooms.target().compared(),
        rooms.targetSchema(),
        new VerificationOptions(
            v.chunkRows(),
            v.recheckAttempts(),
            defaults.applyTimeout(),
            defaults.detailsPerTable(),
            true),
        live,
        rooms.timing().clock());
  }

  /** The cutover of the migration, which must have a schema. */
  Cutover cutover(Progress progress) {
    SchemaPlan.Written written = SchemaPlan.read(rooms.bucket());
    FencedVerification verification =
        new EngineVerification(
            verifier(Optional.empty()),
            verifications()::lastOfAll,
            verifications()::keep,
            new VerificationReadings(progress));
    StandardGates gates = gates(verification, written);
    return new Cutover(
        new Cutover.Parts(
            rooms.target().address(),
            rooms.fence(),
            rooms.source().writers(rooms.movedTables()),
            rooms.source().log(),
            rooms.stream(),
            rooms.platform().applyChanges(),
            rooms.applied(),
            new DeadLettersWiring(rooms).orderInDoubt(),
            copyAgain(written.target()),
            verification,
            rooms.platform().fenceWatch(),
            gates.list(),
            gates.schema(),
            beforeJournal(written),
            afterJournal(written),
            CutoverLimits.of(rooms.settings()),
            rooms.timing(),
            progress));
  }

  private RowsToCopyAgain copyAgain(TargetSchema schema) {
    return new EngineRowsToCopyAgain(
        schema,
        new UnloggedRows(
            rooms.reading().compared(),
            rooms.target().compared(),
            rooms.settings().verification().chunkRows()),
        (end, epoch) ->
            new RowRepair(
                rooms.presentRow(schema),
                new ApplyBatch(
                    rooms.target(),
                    rooms.target().repairTransactions(epoch),
                    schema,
                    rooms.reading().text(),
                    CommitLimits.DEFAULT),
                key -> place(end, key)));
  }

  /** In the log of the shard that a row's key is of. */
  private Position place(LogPosition end, Map<String, Object> key) {
    Settings.Source source = rooms.settings().source();
    String shard =
        source.shards().isEmpty()
            ? LogPosition.WHOLE
            : key.get(source.shardIdColumn().orElseThrow()).toString();
    return end.shard(shard)
        .orElseThrow(
            () ->
                new SettingsException(
                    "the target has a row of shard %s, which source.shards does not name"
                        .formatted(shard)));
  }

  private StandardGates gates(FencedVerification verification, SchemaPlan.Written written) {
    return new StandardGates(
        rooms.stream(),
        rooms.applied(),
        rooms.source().log(),
        rooms.source().writers(rooms.movedTables()),
        verification,
        written.source(),
        rooms::sourceSchema,
        handOver(written)::refusals,
        rooms.platform()::measures,
        rooms.source().fenceCheck(rooms::movedTables),
        CutoverLimits.of(rooms.settings()),
        rooms.timing());
  }

  private List<CutoverStep> beforeJournal(SchemaPlan.Written written) {
    return List.of(
        handOver(written),
        new SequenceProof(rooms.target().sequences(), written.target(), written.sequences()));
  }

  private SequenceHandOver handOver(SchemaPlan.Written written) {
    return new SequenceHandOver(
        rooms.reading().sequences(),
        rooms.target().sequences(),
        written.sequences(),
        rooms.settings().cutover().sequenceMargin());
  }

  private List<RollForwardStep> afterJournal(SchemaPlan.Written written) {
    List<RollForwardStep> steps = new ArrayList<>();
    steps.add(
        new AfterCutoverSchema(
            rooms.administration().schemaApplier(), written.scripts().afterCutover()));
    rooms
        .settings()
        .hooks()
        .switchCommand()
        .ifPresent(
            command ->
                steps.add(
                    new SwitchCommand(
                        command,
                        Map.of("CROSSOVER_ENVIRONMENT", rooms.settings().environment()),
                        rooms.log("switch-command"))));
    return steps;
  }

  /** The watch that un-fences the source if a cutover dies; to be run in this process. */
  FenceWatch fenceWatch() {
    return new FenceWatch(
        rooms.journal(),
        rooms.unfencing(),
        Owner.thisProcess(MigrationLock.host()),
        Duration.ofSeconds(rooms.settings().cutover().maxDowntimeSeconds()),
        rooms.timing());
  }
}
