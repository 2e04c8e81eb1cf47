package dev.crossover.launcher;

import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.DeadLetterRetry;
import dev.crossover.engine.bulk.BulkDeadLetters;
import dev.crossover.engine.deadletters.DeadLetter.Origin;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.deadletters.Retry;
import dev.crossover.launcher.deadletters.RetryDeadLetters;

/** Connects what tries dead letters again. */
record DeadLettersWiring(OpenRooms rooms) {
  RetryDeadLetters retry() {
    TargetSchema schema = rooms.targetSchema();
    BulkDeadLetters bulk =
        new BulkDeadLetters(rooms.reading().rows(), rooms.target(), schema, rooms.deadLetters());
    ApplyBatch batch =
        new ApplyBatch(rooms.target(), schema, rooms.reading().text(), CommitLimits.DEFAULT);
    DeadLetterRetry live =
        new DeadLetterRetry(
            rooms.deadLetters(),
            batch,
            rooms.changeFiles(),
            rooms.changeFormat(),
            rooms.presentRow(schema));
    return new RetryDeadLetters(rooms.deadLetters(), Retry.byReload(bulk), Retry.byApply(live));
  }

  /** Connects to nothing while nothing is in doubt. */
  OrderInDoubt orderInDoubt() {
    return () ->
        rooms.deadLetters().open(Origin.ORDER_IN_DOUBT).isEmpty() ? 0 : retry().settleOrder();
  }
}
