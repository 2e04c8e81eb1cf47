package dev.crossover.launcher.demo;

import java.util.Locale;

/** The kinds of database that the demo can move. */
public enum DemoSource {
  POSTGRESQL(new PostgresqlDemo()),
  MYSQL(new MariadbDemo());

  private final DemoDatabase database;

  DemoSource(DemoDatabase database) {
    this.database = database;
  }

  DemoDatabase database() {
    return database;
  }

  /** As it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
