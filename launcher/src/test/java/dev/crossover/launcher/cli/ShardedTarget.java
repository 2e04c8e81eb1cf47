package dev.crossover.launcher.cli;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The database of the target that the tables of {@link TwoServers} move into. */
record ShardedTarget(String name) {
  private <R> R with(Function<SpannerDatabase, R> work) {
    try (SpannerDatabase database =
        SpannerDatabase.open(
            "test-project", "test-instance", name, Optional.of(TestSpanner.emulatorHost()))) {
      return work.apply(database);
    }
  }

  void insertBuyer(String shard, long id) {
    Mutation row =
        Mutation.newInsertBuilder("buyer")
            .set("migration_shard_id")
            .to(shard)
            .set("id")
            .to(id)
            .set("email")
            .to("nobody@example.org")
            .build();
    with(database -> database.client().write(List.of(row)));
  }

  void deleteBuyer(String shard, long id) {
    with(database -> database.client().write(List.of(Mutation.delete("buyer", Key.of(shard, id)))));
  }

  /** The number that the target gives a new buyer of a shard. */
  long numberOfNewBuyer(String shard) {
    Statement insert =
        Statement.of(
            "INSERT INTO buyer (migration_shard_id, email) VALUES ('%s', 'new@example.org') THEN RETURN id"
                .formatted(shard));
    return with(
        database ->
            database
                .client()
                .readWriteTransaction()
                .run(
                    transaction -> {
                      try (ResultSet row = transaction.executeQuery(insert)) {
                        row.next();
                        return row.getLong(0);
                      }
                    }));
  }

  /** Shard, key, buyer and note of every sale, in the order of the key. */
  List<String> sales() {
    Statement query =
        Statement.of(
            "SELECT migration_shard_id, id, buyer, note FROM sale ORDER BY migration_shard_id, id");
    return with(
        database -> {
          List<String> sales = new ArrayList<>();
          try (ResultSet row = database.client().singleUse().executeQuery(query)) {
            while (row.next()) {
              sales.add(
                  "%s %d %d %s"
                      .formatted(
                          row.getString(0), row.getLong(1), row.getLong(2), row.getString(3)));
            }
          }
          return sales;
        });
  }
}
