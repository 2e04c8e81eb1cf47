package dev.crossover.launcher.demo;

import java.util.Locale;

/** The kinds of database that the demo can move. */
public enum DemoSource {
  POSTGRESQL,
  MYSQL;

  DemoDatabase database() {
    return switch (this) {
      case POSTGRESQL -> new PostgresqlDemo();
      case MYSQL -> new MariadbDemo();
    };
  }

  /** As it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
