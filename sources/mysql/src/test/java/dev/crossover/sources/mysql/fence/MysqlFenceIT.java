package dev.crossover.sources.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceContract;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryServer
class MysqlFenceIT extends FenceContract {
  private final MysqlTestSource source;

  MysqlFenceIT(ServerKind server) {
    source =
        MysqlTestSource.create(
            server,
            """
            CREATE TABLE item (id int PRIMARY KEY);
            DROP USER IF EXISTS shop_batch, shop_app@'%', shop_app@'127.0.0.1';
            CREATE USER shop_app@'%' IDENTIFIED BY 'x';
            CREATE USER shop_app@'127.0.0.1' IDENTIFIED BY 'x' ACCOUNT LOCK;
            """);
  }

  @AfterEach
  void close() {
    source.close();
  }

  @BeforeEach
  @Override
  protected void begin() {
    FencedShop.begin(source.database());
  }

  @Override
  protected void giveUp() {
    source.execute("DROP DATABASE crossover");
  }

  @Override
  protected Fence fence() {
    return new MysqlFence(
        source.database(), List.of(new TableName(source.name(), "item")), List.of("shop_app"));
  }

  @Override
  protected Fence fenceOfNoTable() {
    return new MysqlFence(source.database(), List.of(), List.of());
  }

  @Test
  void isNeitherProvedNorSealedWhileAnAccountMayWriteThatNobodyNamed() {
    requireFound(
        "shop_batch",
        "GRANT SELECT, DELETE ON %s.item TO shop_batch".formatted(source.name()),
        "'shop_batch'@'%' may write to a moved table");
  }

  @Test
  void isNeitherProvedNorSealedWhileAUserOfTheApplicationHasANewAccount() {
    requireFound("shop_app@'10.0.0.1'", "SELECT 1", "'shop_app'@'10.0.0.1' may log in");
  }

  private void requireFound(String account, String right, String found) {
    FenceRecord record = fence().look().record();
    fence().raise(1, "memory", record);
    assertThat(fence().leaks(record)).isEmpty();
    source.execute("CREATE USER %s IDENTIFIED BY 'x';\n%s".formatted(account, right));

    assertThat(fence().leaks(record)).containsExactly(found);
    assertThatThrownBy(() -> fence().seal(1, record)).hasMessageContaining(found);

    source.execute("DROP USER " + account);
    assertThat(fence().leaks(record)).isEmpty();
    fence().seal(1, record);
    fence().lower(2, record);
  }
}
