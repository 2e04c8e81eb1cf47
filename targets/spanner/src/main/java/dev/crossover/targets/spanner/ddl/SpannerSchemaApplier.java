package dev.crossover.targets.spanner.ddl;

import com.google.cloud.spanner.SpannerException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.ddl.DdlStatement.Effect;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the schema of a Spanner database. */
public final class SpannerSchemaApplier implements SchemaApplier {
  private static final Logger LOG = LoggerFactory.getLogger(SpannerSchemaApplier.class);

  private final SpannerDatabase target;
  private final DdlBatches batches;

  public SpannerSchemaApplier(SpannerDatabase target) {
    this.target = target;
    this.batches = new DdlBatches(target);
  }

  @Override
  public void apply(SchemaScript script, SchemaProgress progress) {
    int all = script.statements().size();
    List<DdlStatement> pending = pending(script);
    while (!pending.isEmpty()) {
      LOG.info("applying schema statements={} of={}", pending.size(), all);
      int before = all - pending.size();
      try {
        batches.run(
            pending.stream().map(DdlStatement::sql).toList(),
            done -> progress.made(before + done, all));
        return;
      } catch (ExecutionException e) {
        pending = afterFailure(script, pending, e.getCause());
      }
    }
  }

  @Override
  public List<String> refusals(SchemaScript script) {
    RowsInTheWay rows = new RowsInTheWay(target.client());
    return pending(script).stream()
        .flatMap(statement -> rows.of(statement.sql()).stream())
        .toList();
  }

  private List<DdlStatement> pending(SchemaScript script) {
    TargetDefinitions existing = TargetDefinitions.parse(currentDdl());
    return script.statements().stream()
        .map(DdlStatement::parse)
        .filter(statement -> isPending(statement, existing))
        .toList();
  }

  private List<String> currentDdl() {
    try {
      return target
          .admin()
          .getDatabaseDdl(target.id().getInstanceId().getInstance(), target.id().getDatabase());
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read the schema of " + target.id(), e);
    }
  }

  private static boolean isPending(DdlStatement statement, TargetDefinitions existing) {
    if (statement.effect() == Effect.OTHER) {
      return true;
    }
    if (statement.effect() == Effect.DROP_CONSTRAINT) {
      return existing.has(statement.object());
    }
    if (!existing.has(statement.object())) {
      return true;
    }
    existing
        .difference(statement)
        .ifPresent(
            difference -> {
              throw new TargetException(
                  "the target has a %s already, but it is not as planned: %s; use an empty database, or drop it"
                      .formatted(statement.object(), difference));
            });
    return false;
  }

  /** An earlier run's statements may still have been at work: what they made is not pending. */
  private List<DdlStatement> afterFailure(
      SchemaScript script, List<DdlStatement> tried, Throwable cause) {
    List<DdlStatement> left = pending(script);
    if (left.size() < tried.size()) {
      return left;
    }
    throw new TargetException(
        "cannot change the target's schema, beginning with: " + left.get(0).sql(), cause);
  }
}
