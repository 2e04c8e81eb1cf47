package dev.crossover.launcher.world;

import java.util.List;

/**
 * The named places at which a process is killed: every call of a port that a whole migration makes.
 */
public final class Checkpoints {
  public static final List<String> OF_A_MIGRATION =
      List.of(
          "store.hasJournal",
          "fence.raised",
          "store.create",
          "journal.read",
          "journal.replace",
          "bucket.write",
          "bucket.read",
          "schema.apply",
          "own-tables.make",
          "stream.prepare",
          "stream.start",
          "stream.tellsHowFar",
          "stream.status",
          "bulk.start",
          "bulk.status",
          "partitions.progress",
          "live.start",
          "log.mark",
          "live.status",
          "applied.unappliedFiles",
          "applied.openDeadLetters",
          "applied.hasSentinel",
          "order.settle",
          "fence.look",
          "stream.uncaptured",
          "applied.parkedFiles",
          "writers.open",
          "log.retention",
          "verification.last",
          "copy-again.tables",
          "verification.estimate",
          "schema.name",
          "schema.plan",
          "switch.name",
          "switch.plan",
          "fence-watch.start",
          "fence.raise",
          "fence.leaks",
          "log.positions",
          "copy-again.copy",
          "applied.changesFrom",
          "verification.verify",
          "schema.refusals",
          "switch.refusals",
          "fence.seal",
          "fence-watch.stop",
          "schema.run",
          "switch.run",
          "bulk.cancel",
          "live.cancel",
          "stream.stop",
          "stream.remove",
          "own-tables.drop",
          "files.delete");

  private Checkpoints() {}
}
