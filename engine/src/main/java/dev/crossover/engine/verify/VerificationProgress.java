package dev.crossover.engine.verify;

/** Receives how far a verification is. Called by the verifying thread; must return quickly. */
public interface VerificationProgress {
  /**
   * @param table the source table as {@code schema.table}
   * @param estimatedRows rows of the table as the source's statistics have them, or the number of
   *     changed keys; 0 if unknown
   */
  void started(String table, long estimatedRows);

  /**
   * @param compared keys compared in this table so far
   */
  void compared(String table, long compared);

  /**
   * @param candidates differences that are judged again because writes flow
   */
  void rechecking(long candidates);

  /**
   * @param tables whose rows both sides count
   */
  void counting(int tables);

  /**
   * After everything that was found of a table; several tables may be compared before the first.
   */
  void finished(TableVerification table);

  /** Ignores everything. */
  static VerificationProgress none() {
    return new VerificationProgress() {
      @Override
      public void started(String table, long estimatedRows) {}

      @Override
      public void compared(String table, long compared) {}

      @Override
      public void rechecking(long candidates) {}

      @Override
      public void counting(int tables) {}

      @Override
      public void finished(TableVerification table) {}
    };
  }
}
