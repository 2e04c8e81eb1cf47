package dev.crossover.contract;

/**
 * The JDBC address of a source, without user and password. It is said here because the stacks, who
 * know no driver, pass it to the jobs.
 */
public final class SourceAddress {
  private SourceAddress() {}

  /**
   * @param sslMode as the settings have it
   */
  public static String postgresql(String host, int port, String database, String sslMode) {
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s".formatted(host, port, database, sslMode);
  }

  /**
   * @param sslMode as the settings have it
   */
  public static String mysql(String host, int port, String database, String sslMode) {
    return "jdbc:mariadb://%s:%d/%s%s".formatted(host, port, database, mysqlTls(sslMode));
  }

  /** The settings have one set of words for all sources; this driver has others for some. */
  private static String mysqlTls(String sslMode) {
    return switch (sslMode) {
      case "disable" -> "?sslMode=disable&allowPublicKeyRetrieval=true";
      case "require" -> "?sslMode=trust";
      case "verify-ca", "verify-full" -> "?sslMode=" + sslMode;
      default -> "";
    };
  }
}
