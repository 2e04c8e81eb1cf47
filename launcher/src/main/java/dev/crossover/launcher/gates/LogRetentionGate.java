package dev.crossover.launcher.gates;

import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLog.Retention;

/** The source keeps its log until the stream has read it. */
record LogRetentionGate(SourceLog log) implements GateCheck {
  /** What a busy source may write while a cutover runs. */
  private static final long HEADROOM_BYTES = 64L << 20;

  @Override
  public String name() {
    return "log-retention";
  }

  @Override
  public Gate look() {
    Retention retention = log.retention();
    long headroom = retention.headroomBytes().orElse(Long.MAX_VALUE);
    return new Gate(
        name(),
        retention.text()
            + (headroom == Long.MAX_VALUE ? "" : ", " + (headroom >> 20) + " MiB of headroom"),
        "kept, with at least " + (HEADROOM_BYTES >> 20) + " MiB of headroom",
        retention.kept() && headroom >= HEADROOM_BYTES,
        retention.remedy());
  }
}
