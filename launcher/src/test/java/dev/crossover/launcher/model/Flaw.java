package dev.crossover.launcher.model;

/** A rule of the protocol that is left out, to see that the model notices. */
enum Flaw {
  /** The journal is replaced whatever its epoch. */
  NO_EPOCH_CHECK_IN_THE_JOURNAL,
  /** The fence is raised and lowered whatever epoch the source has seen. */
  NO_EPOCH_CHECK_IN_THE_SOURCE,
  /** Live apply commits without reading the phase in its transaction. */
  NO_PHASE_READ_BY_LIVE_APPLY,
  /** The bulk load commits without reading the phase in its transaction. */
  NO_PHASE_READ_BY_THE_BULK_LOAD,
  /** Whoever un-fences after another process opens the source before it owns the journal. */
  UNFENCE_BEFORE_THE_EPOCH_MOVES,
  /** A cutover that does not know whether the journal is written un-fences. */
  UNFENCE_AFTER_AN_UNKNOWN_JOURNAL,
  /** A command un-fences only in the phases of a cutover, not in READY with a record. */
  FORGET_THE_RECORD_IN_READY,
  /**
   * A raise that was given up takes its epoch from the lease when it gets to the source, which may
   * be after its own cutover has un-fenced.
   */
  RAISE_AT_THE_EPOCH_OF_THEN,
  /** The last thing before the journal is the last look. */
  NO_SEAL,
  /** The seal is said to be done whether the fence is up or not. */
  SEAL_WHAT_IS_OPEN,
  /** A seal holds for whichever fence is up. */
  NO_EPOCH_CHECK_IN_THE_SEAL,
  /** A new fence has the seal of the one before. */
  A_SEAL_OUTLIVES_ITS_FENCE,
  /** The watch opens the source without the journal whether the fence is sealed or not. */
  LOWER_WHAT_IS_SEALED,
  /** Who copies a row again in its fence writes it whoever has the journal by then. */
  NO_EPOCH_CHECK_IN_THE_COPY,
  /** Nobody copies rows again that the log does not tell of. */
  NO_COPY,
  /** Open writers are not waited for after the fence. */
  NO_DRAIN,
  /** Open writers do not stop a cutover later either. */
  NO_REFUSAL_OF_WRITERS,
  /** Files are listed before the stream has emitted up to the sentinel. */
  LIST_BEFORE_EMITTED,
  /**
   * The stream does not say what it has emitted, so that what it brings is evidence: a sentinel may
   * be seen before changes of other tables that were committed earlier. No flaw by itself.
   */
  NO_EMITTED_POSITION,
  /** With evidence only: nobody waits until nothing new comes any more. */
  NO_QUIET,
  /** The catch-up looks once, not twice. */
  NO_SECOND_SENTINEL,
  /** Nobody looks again between verification and journal. */
  NO_THIRD_SENTINEL
}
