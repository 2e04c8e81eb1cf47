package dev.crossover.launcher.demo;

import java.nio.file.Path;

/** What differs between the databases that the demo can move. */
interface DemoDatabase {
  /** The application's user, which the fence closes; its password is the same word. */
  String APPLICATION = "chinook_app";

  /** What people call the server. */
  String title();

  /** The name of the server's process and of its folder. */
  String process();

  /** The program that runs the server; it takes a folder and the file for the port. */
  Class<?> program();

  /** The server's own file in its folder that says which process it is. */
  Path processFile(Path folder);

  /** The route of the settings. */
  String route();

  String name();

  /** Crossover's user; the password is the same word. */
  String user();

  /** The JDBC address, without user and password. */
  String url(int port);

  /** A command that shows the database. */
  String client(int port);

  Chinook sample();

  SalesSql sales();
}
