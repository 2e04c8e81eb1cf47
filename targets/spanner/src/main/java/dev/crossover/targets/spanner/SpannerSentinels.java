package dev.crossover.targets.spanner;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.engine.target.ArrivedSentinels;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.schema.SentinelTable;

/** The sentinels in a Spanner database. */
public record SpannerSentinels(DatabaseClient client) implements ArrivedSentinels {
  @Override
  public boolean has(String token) {
    Statement query =
        Statement.newBuilder("SELECT 1 FROM `" + SentinelTable.NAME + "` WHERE token = @token")
            .bind("token")
            .to(token)
            .build();
    try (ResultSet rows = client.singleUse().executeQuery(query)) {
      return rows.next();
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read the sentinels of the target", e);
    }
  }
}
