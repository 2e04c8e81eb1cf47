package dev.crossover.launcher.model;

/**
 * The application's data: how many changes there are on the way from source to target. A change is
 * its number; the target's shadow row says which is its newest.
 *
 * @param committed in the source
 * @param emitted by the change stream, as listed files
 * @param applied on the target
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
        committed, emitted, applied, newest, true, superuser, applicationLeft - 1, superuserLeft);
  }

  Rows applicationCommits() {
    int change = committed + 1;
    return new Rows(
        change, emitted, applied, change, false, superuser, applicationLeft, superuserLeft);
  }

  Rows superuserBegins() {
    return new Rows(
        committed, emitted, applied, newest, application, true, applicationLeft, superuserLeft - 1);
  }

  Rows superuserCommits() {
    return new Rows(
        committed + 1,
        emitted,
        applied,
        newest,
        application,
        false,
        applicationLeft,
        superuserLeft);
  }

  /** What the drain does with those who do not end by themselves. */
  Rows rolledBack() {
    return new Rows(
        committed, emitted, applied, newest, false, false, applicationLeft, superuserLeft);
  }

  Rows emit() {
    return new Rows(
        committed,
        emitted + 1,
        applied,
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
        + (application ? " app open" : "")
        + (superuser ? " superuser open" : "");
  }
}
