package dev.crossover.targets.spanner;

import com.google.cloud.spanner.DatabaseId;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.engine.target.TargetStoreContract;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SpannerStoreIT extends TargetStoreContract {
  private final List<SpannerDatabase> clients = new ArrayList<>();
  private DatabaseId id;

  @BeforeEach
  void nameADatabaseThatDoesNotExist() {
    try (SpannerDatabase database = TestSpanner.create(List.of())) {
      id = database.id();
    }
    admin().dropDatabase();
  }

  @AfterEach
  void close() {
    clients.forEach(SpannerDatabase::close);
  }

  /** With a client of its own, as every process has: sessions end with their database. */
  private SpannerAdmin admin() {
    SpannerDatabase client =
        SpannerDatabase.open(
            id.getInstanceId().getProject(),
            id.getInstanceId().getInstance(),
            id.getDatabase(),
            Optional.of(TestSpanner.emulatorHost()));
    clients.add(client);
    return new SpannerAdmin(client, true);
  }

  @Override
  protected TargetStore store() {
    return new SpannerStore(admin());
  }

  @Override
  protected OwnTables ownTables() {
    return new SpannerOwnTables(admin(), "shadow_");
  }
}
