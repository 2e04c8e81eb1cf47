package dev.crossover.launcher.model;

/**
 * The application's data: how many changes there are on the way from source to target. A change is
 * its number; the target's shadow row says which is its newest.
 *
 * @param committed in the source
 * @param emitted by the change stream, as listed files
 * @param applied on the target
 * @param copied the newest change of a row that the log does not tell of, as the target has it
 * @param newest of the application itself, a superuser's aside
 * @param application whether a transaction of the application is open
 * @param superuser whether a transaction of a superuser is open, whom no fence stops
 * @param applicationLeft how many more the application will begin
 * @param superuserLeft how many more the superuser will begin
 */
record Rows(
    int committed,
    int emitted,
    int applied,
    int copied,
    int newest,
    boolean application,
    boolean superuser,
    int applicationLeft,
    int superuserLeft) {

  boolean nobodyWrites() {
    return !application && !superuser;
  }

  Rows applicationBegins() {
    return new Rows(
        committed,
        emitted,
        applied,
        copied,
        newest,
        true,
        superuser,
        applicationLeft - 1,
        superuserLeft);
  }

  Rows applicationCommits() {
    int change = committed + 1;
    return new Rows(
        change, emitted, applied, copied, change, false, superuser, applicationLeft, superuserLeft);
  }

  Rows superuserBegins() {
    return new Rows(
        committed,
        emitted,
        applied,
        copied,
        newest,
        application,
        true,
        applicationLeft,
        superuserLeft - 1);
  }

  Rows superuserCommits() {
    return new Rows(
        committed + 1,
        emitted,
        applied,
        copied,
        newest,
        application,
        false,
        applicationLeft,
        superuserLeft);
  }

  /** What the drain does with those who do not end by themselves. */
  Rows rolledBack() {
    return new Rows(
        committed, emitted, applied, copied, newest, false, false, applicationLeft, superuserLeft);
  }

  Rows emit() {
    return new Rows(
        committed,
        emitted + 1,
        applied,
        copied,
        newest,
        application,
        superuser,
        applicationLeft,
        superuserLeft);
  }

  Rows apply() {
    return new Rows(
        committed,
        emitted,
        applied + 1,
        copied,
        newest,
        application,
        superuser,
        applicationLeft,
        superuserLeft);
  }

  Rows copy(int change) {
    return new Rows(
        committed,
        emitted,
        applied,
        change,
        newest,
        application,
        superuser,
        applicationLeft,
        superuserLeft);
  }

  @Override
  public String toString() {
    return applied
        + "/"
        + emitted
        + "/"
        + committed
        + ", copied "
        + copied
        + (application ? " app open" : "")
        + (superuser ? " superuser open" : "");
  }
}
