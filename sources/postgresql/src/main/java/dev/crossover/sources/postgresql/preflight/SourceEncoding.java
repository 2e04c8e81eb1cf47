package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;

/** Every text of the source is text: Spanner stores UTF-8 only. */
public final class SourceEncoding implements Check {
  private final PostgresqlDatabase source;

  public SourceEncoding(PostgresqlDatabase source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "source-encoding";
  }

  @Override
  public List<Finding> look() {
    String encoding =
        new PostgresqlQuery(source, "the source's encoding")
            .list("SELECT current_setting('server_encoding')", row -> row.getString(1))
            .get(0);
    // SQL_ASCII means that nobody ever checked what the bytes are, so they may not be text at all.
    return List.of(
        encoding.equals("SQL_ASCII")
            ? Finding.fail(
                this,
                "the database's encoding is SQL_ASCII, so its bytes may be no text",
                "load the database into one with encoding UTF8 first")
            : Finding.pass(this, encoding));
  }
}
