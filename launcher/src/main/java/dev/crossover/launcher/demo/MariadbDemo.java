package dev.crossover.launcher.demo;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The demo's source as an embedded MariaDB, with the sample's script for MySQL. */
final class MariadbDemo implements DemoDatabase {
  private static final List<String> COPIES =
      List.of(
          "INSERT INTO Artist SELECT ArtistId + $, Name FROM Artist WHERE ArtistId < %",
          "INSERT INTO Album SELECT AlbumId + $, Title, ArtistId + $ FROM Album WHERE AlbumId < %",
          "INSERT INTO Track SELECT TrackId + $, Name, AlbumId + $, MediaTypeId, GenreId,"
              + " Composer, Milliseconds, Bytes, UnitPrice FROM Track WHERE TrackId < %",
          "INSERT INTO Employee SELECT EmployeeId + $, LastName, FirstName, Title,"
              + " ReportsTo + $, BirthDate, HireDate, Address, City, State, Country,"
              + " PostalCode, Phone, Fax, Email FROM Employee WHERE EmployeeId < %",
          "INSERT INTO Customer SELECT CustomerId + $, FirstName, LastName, Company, Address,"
              + " City, State, Country, PostalCode, Phone, Fax, Email, SupportRepId + $"
              + " FROM Customer WHERE CustomerId < %",
          "INSERT INTO Invoice SELECT InvoiceId + $, CustomerId + $, InvoiceDate,"
              + " BillingAddress, BillingCity, BillingState, BillingCountry,"
              + " BillingPostalCode, Total FROM Invoice WHERE InvoiceId < %",
          "INSERT INTO InvoiceLine SELECT InvoiceLineId + $, InvoiceId + $, TrackId + $,"
              + " UnitPrice, Quantity FROM InvoiceLine WHERE InvoiceLineId < %",
          "INSERT INTO Playlist SELECT PlaylistId + $, Name FROM Playlist WHERE PlaylistId < %",
          "INSERT INTO PlaylistTrack SELECT PlaylistId + $, TrackId + $ FROM PlaylistTrack"
              + " WHERE PlaylistId < %");

  /** Generated keys, and a user of its own. */
  private static final List<String> LIVE =
      List.of(
          "SET foreign_key_checks = 0",
          "ALTER TABLE Invoice MODIFY InvoiceId INT NOT NULL AUTO_INCREMENT",
          "ALTER TABLE InvoiceLine MODIFY InvoiceLineId INT NOT NULL AUTO_INCREMENT",
          "SET foreign_key_checks = 1",
          "CREATE USER %1$s@'127.0.0.1' IDENTIFIED BY '%1$s'".formatted(APPLICATION),
          "GRANT SELECT, INSERT, UPDATE, DELETE ON chinook.* TO %s@'127.0.0.1'"
              .formatted(APPLICATION));

  /** A locked account, a session that was ended, and a server that is read-only. */
  private static final Set<Integer> SHUT_OUT = Set.of(4151, 3118, 1927, 1290);

  @Override
  public String title() {
    return "MariaDB";
  }

  @Override
  public String process() {
    return "mariadb";
  }

  @Override
  public Class<?> program() {
    return EmbeddedMariadbSource.class;
  }

  @Override
  public Path processFile(Path folder) {
    return EmbeddedMariadbSource.processFile(folder);
  }

  @Override
  public String route() {
    return "mysql-to-spanner";
  }

  @Override
  public String name() {
    return EmbeddedMariadbSource.DATABASE;
  }

  @Override
  public String user() {
    return EmbeddedMariadbSource.USER;
  }

  @Override
  public String url(int port) {
    return "jdbc:mariadb://127.0.0.1:%d/%s?allowMultiQueries=true".formatted(port, name());
  }

  @Override
  public String client(int port) {
    return "mariadb -h 127.0.0.1 -P %d -u %s -p%s %s".formatted(port, user(), user(), name());
  }

  @Override
  public Chinook sample() {
    return new Chinook("chinook-mysql.sql", "USE `Chinook`;", COPIES, LIVE);
  }

  @Override
  public SalesSql sales() {
    return new SalesSql(
        "INSERT INTO Invoice (CustomerId, InvoiceDate, BillingCity, BillingCountry, Total)"
            + " SELECT CustomerId, now(), City, Country, ? FROM Customer"
            + " WHERE CustomerId >= ? ORDER BY CustomerId LIMIT 1 RETURNING InvoiceId",
        "INSERT INTO InvoiceLine (InvoiceId, TrackId, UnitPrice, Quantity) VALUES (?, ?, 0.99, ?)",
        "SELECT coalesce(min(InvoiceId), 0) FROM Invoice WHERE InvoiceId >= ?",
        "DELETE FROM InvoiceLine WHERE InvoiceId = ?",
        "DELETE FROM Invoice WHERE InvoiceId = ?",
        "UPDATE Track SET UnitPrice = ? / 100, Bytes = Bytes + 1 WHERE TrackId = ?",
        "UPDATE Customer SET Address = concat('Straße ', ?, ' ☂'), Fax = nullif(Fax, '') WHERE"
            + " CustomerId = ?",
        "UPDATE IGNORE PlaylistTrack SET TrackId = ? WHERE PlaylistId = 1 AND TrackId = ?"
            + " AND TrackId <> ?",
        "DELETE FROM PlaylistTrack WHERE PlaylistId = 8 AND TrackId = ?",
        "INSERT IGNORE INTO PlaylistTrack VALUES (8, ?)",
        MariadbDemo::isRefusal);
  }

  private static boolean isRefusal(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("28") || SHUT_OUT.contains(e.getErrorCode());
  }
}
