package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.PortableType;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.rows.PostgresqlRows;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amounts are read and captured the same, however the database prints them. */
class MoneyIT {
  /** German amounts look most unlike those of C; POSIX is on every machine. */
  private static final List<String> LOCALES = List.of("de_DE.UTF-8", "en_US.UTF-8", "POSIX");

  private static final TargetTable SALE =
      Tables.table(
          "public.sale",
          "sale",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("total", "money", PortableType.decimal(19, 2)));

  @TempDir Path work;

  @Test
  void theDatabasesOwnFormOfMoneyDoesNotReachWhatIsRead() throws Exception {
    try (TestSource source =
        TestSource.create("CREATE TABLE sale (id bigint PRIMARY KEY, total money)")) {
      String locale = setLocale(source);
      try (PostgresqlDatabase database = PostgresqlDatabase.open(url(source), "postgres", "", 2);
          TestCapture capture = new TestCapture(source, work, "public.sale")) {
        capture.stream().start();
        source.execute("INSERT INTO sale VALUES (1, 1234567.5::numeric::money)");
        capture.drain();

        assertThat(ownLocale(database)).isEqualTo(locale);
        assertThat(read(database)).isEqualByComparingTo("1234567.50");
        GenericRecord captured = capture.records("public_sale").get(0);
        assertThat(TestCapture.payload(captured).get("total")).hasToString("1234567.50");
      }
    }
  }

  /** What the database says, below the setting of our own sessions. */
  private static String ownLocale(PostgresqlDatabase database) throws SQLException {
    String sql = "SELECT reset_val FROM pg_settings WHERE name = 'lc_monetary'";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static BigDecimal read(PostgresqlDatabase database) {
    try (RowSource.Snapshot snapshot = new PostgresqlRows(database).snapshot()) {
      return (BigDecimal) snapshot.find(SALE, Map.of("id", "1")).orElseThrow().values().get(1);
    }
  }

  /** The first locale that the server's machine has. */
  private static String setLocale(TestSource source) {
    for (String locale : LOCALES) {
      try {
        source.execute("ALTER DATABASE %s SET lc_monetary = '%s'".formatted(source.name(), locale));
        return locale;
      } catch (IllegalStateException e) {
        assertThat(e).hasCauseInstanceOf(SQLException.class);
      }
    }
    throw new IllegalStateException("every machine has the locale POSIX");
  }

  private static String url(TestSource source) {
    return "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name();
  }
}
