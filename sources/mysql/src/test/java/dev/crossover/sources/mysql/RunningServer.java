package dev.crossover.sources.mysql;

/** A server of the tests, on a free port of this machine, with its files in one folder. */
public interface RunningServer extends AutoCloseable {
  /** A user who may do everything, as an administrator would run Crossover. */
  String USER = "crossover_admin";

  String PASSWORD = "crossover-admin";

  /** A zone that nobody works in, so that a session which takes the server's shows. */
  String ZONE = "+05:45";

  /** Makes the user. */
  String USERS =
      "CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED BY '%2$s';%nGRANT ALL ON *.* TO %1$s@'%%' WITH GRANT OPTION;%n"
          .formatted(USER, PASSWORD);

  int port();

  /** Ends the server in order, and starts it on its port and with its files again. */
  void restart();

  /** Ends the server and removes its files. */
  @Override
  void close();
}
