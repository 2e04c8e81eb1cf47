package dev.crossover.launcher.workflow;

/** Names of the facts that the workflow keeps in the journal. */
final class Facts {
  /** The stream's start position, as an LSN. */
  static final String STREAM_START = "streamStart";

  /** What the bulk gate saw when it let the migration pass. */
  static final String BULK_GATE = "bulkGate";

  /** When the live job was started for the first time; from then on no bulk load may run. */
  static final String LIVE_STARTED = "liveStarted";

  private Facts() {}
}
