package dev.crossover.launcher.real;

import dev.crossover.contract.ExitCode;
import dev.crossover.launcher.cli.MovedSource;
import java.util.List;
import java.util.stream.Stream;

/** What an administrator puts in the way of a cutover that cannot end it, and so has to name it. */
enum Obstacle {
  PREPARED_TRANSACTION(
      Moment.FENCE,
      ExitCode.ABORTED,
      "prepared transaction 'rogue'",
      new Way(
          "BEGIN;\nINSERT INTO track (id, album) VALUES (902, 7);\nPREPARE TRANSACTION 'rogue'",
          "COMMIT PREPARED 'rogue'"),
      new Way(
          "XA START 'rogue';\nINSERT INTO track (id, album) VALUES (902, 7);\nXA END 'rogue';\n"
              + "XA PREPARE 'rogue'",
          "XA COMMIT 'rogue'")),
  LOCKED_TABLE(
      Moment.DRAIN,
      ExitCode.SOURCE_ERROR,
      "track",
      Way.NONE,
      new Way("LOCK TABLES track WRITE", "")),
  UNNAMED_ACCOUNT(Moment.FENCE, ExitCode.ABORTED, Way.MAY_WRITE, Way.NONE, Way.ACCOUNT),
  NEW_ACCOUNT(Moment.SEAL, ExitCode.SOURCE_ERROR, Way.MAY_WRITE, Way.NONE, Way.ACCOUNT);

  final Moment moment;
  final ExitCode exit;
  final String says;

  // A record of texts.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Way postgresql;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Way mysql;

  Obstacle(Moment moment, ExitCode exit, String says, Way postgresql, Way mysql) {
    this.moment = moment;
    this.exit = exit;
    this.says = says;
    this.postgresql = postgresql;
    this.mysql = mysql;
  }

  /**
   * What is said to a source.
   *
   * @param put statements in one session
   * @param remove what undoes them; empty if the end of the session does
   */
  private record Way(String put, String remove) {
    /** A source that has not that. */
    static final Way NONE = new Way("", "");

    static final String MAY_WRITE = "'rogue'@'%' may write to a moved table";
    static final Way ACCOUNT =
        new Way(
            "CREATE USER rogue IDENTIFIED BY 'x';\nGRANT INSERT ON track TO rogue",
            "DROP USER rogue");
  }

  private Way way(MovedSource kind) {
    return kind == MovedSource.POSTGRESQL ? postgresql : mysql;
  }

  /** Those that a source can have. */
  static List<Obstacle> of(MovedSource kind) {
    return Stream.of(values()).filter(obstacle -> !obstacle.way(kind).equals(Way.NONE)).toList();
  }

  /** Puts it in the way. The session is to be ended by {@link #remove}. */
  BegunWrite put(MovedSource.Opened source) {
    Way way = way(source.kind());
    BegunWrite session = BegunWrite.statements(source, List.of(way.put.split(";\n", -1)), "");
    if (!way.remove.isEmpty()) {
      session.abort();
    }
    return session;
  }

  void remove(MovedSource.Opened source, BegunWrite session) {
    session.abort();
    source.execute(way(source.kind()).remove);
  }
}
