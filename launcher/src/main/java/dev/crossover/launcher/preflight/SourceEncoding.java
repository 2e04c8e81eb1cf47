package dev.crossover.launcher.preflight;

import dev.crossover.engine.source.SourceDatabase;
import java.util.List;

/** Every text of the source is text: Spanner stores UTF-8 only. */
public final class SourceEncoding implements Check {
  private final SourceDatabase source;

  public SourceEncoding(SourceDatabase source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "source-encoding";
  }

  @Override
  public List<Finding> look() {
    String encoding =
        new SourceQuery(source, "the source's encoding")
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
