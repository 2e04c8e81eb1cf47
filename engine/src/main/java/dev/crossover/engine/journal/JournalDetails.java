package dev.crossover.engine.journal;

/** Names under which the journal's details are kept. Scripts read them in {@code status --json}. */
public final class JournalDetails {
  /** The stream's start position, as the source prints it. */
  public static final String STREAM_START = "streamStart";

  /** What the bulk gate saw when it let the migration pass. */
  public static final String BULK_GATE = "bulkGate";

  /** When the live job was started for the first time; from then on no bulk load may run. */
  public static final String LIVE_STARTED = "liveStarted";

  /** When the last cutover began to fence. */
  public static final String FENCED_AT = "fencedAt";

  /** The epoch at which the last cutover raises its fence. */
  public static final String FENCE_EPOCH = "fenceEpoch";

  /** Why the last fence was taken down. */
  public static final String UNFENCED = "unfenced";

  /** How the last cutover knew that everything had arrived. */
  public static final String CATCH_UP = "catchUp";

  /** The position up to which everything had arrived, as the source prints it. */
  public static final String END_POSITION = "endPosition";

  /** How many rows the last cutover copied again, by table, as JSON. */
  public static final String COPIED_AGAIN = "copiedAgain";

  /** What the verification inside the last fence found. */
  public static final String VERDICT = "verdict";

  /** How long the application was shut out before the journal was written. */
  public static final String FENCE_TO_JOURNAL_MILLIS = "fenceToJournalMillis";

  private static final String DONE = "done.";

  private JournalDetails() {}

  /**
   * The name under which a roll-forward step is kept once it is done.
   *
   * @param step the step's name
   */
  public static String done(String step) {
    return DONE + step;
  }
}
