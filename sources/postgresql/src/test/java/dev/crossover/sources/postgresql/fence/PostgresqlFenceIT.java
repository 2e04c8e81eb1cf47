package dev.crossover.sources.postgresql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceContract;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.log.PostgresqlLog;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fence, the drain's view and the log on a real PostgreSQL. */
class PostgresqlFenceIT extends FenceContract {
  private static final AtomicInteger TESTS = new AtomicInteger();

  /** Roles belong to the whole server, so each test has its own. */
  private final int test = TESTS.incrementAndGet();

  private final String app = "app" + test;
  private final String owner = "owner" + test;
  private final String group = "grp" + test;
  private final String batch = "batch" + test;
  private final TestSource source = create();
  private final PostgresqlFence fence = fence(List.of(app));
  private final PostgresqlWriters writers = new PostgresqlWriters(source.database(), moved());

  private TestSource create() {
    return TestSource.create(
        """
        CREATE ROLE @app LOGIN PASSWORD 'x'; CREATE ROLE @batch LOGIN PASSWORD 'x';
        CREATE ROLE @owner LOGIN PASSWORD 'x'; CREATE ROLE @grp NOLOGIN; GRANT @grp TO @app;
        CREATE SCHEMA shop; GRANT USAGE ON SCHEMA shop TO PUBLIC;
        CREATE TABLE shop.direct (id serial PRIMARY KEY, note text);
        CREATE TABLE shop.via_group (id int PRIMARY KEY, note text);
        CREATE TABLE shop.via_public (id int PRIMARY KEY, note text);
        CREATE TABLE shop.one_column (id int PRIMARY KEY, "odd ""name" text);
        CREATE TABLE shop.granted_on (id int PRIMARY KEY);
        CREATE TABLE shop.owned (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
        CREATE TABLE shop.parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
        CREATE TABLE shop.part1 PARTITION OF shop.parts FOR VALUES FROM (0) TO (10);
        ALTER TABLE shop.owned OWNER TO @owner; ALTER TABLE shop.direct OWNER TO @owner;
        GRANT ALL ON shop.direct TO @app; GRANT ALL ON ALL SEQUENCES IN SCHEMA shop TO @app;
        GRANT SELECT, INSERT, UPDATE ON shop.via_group TO @grp;
        GRANT INSERT, TRUNCATE ON shop.via_public TO PUBLIC;
        GRANT SELECT, UPDATE ("odd ""name") ON shop.one_column TO @app;
        GRANT INSERT ON shop.granted_on TO @grp WITH GRANT OPTION;
        SET ROLE @grp; GRANT INSERT ON shop.granted_on TO @batch; RESET ROLE;
        GRANT INSERT, DELETE ON shop.parts, shop.part1 TO @app;
        CREATE SCHEMA crossover;
        CREATE TABLE crossover.sentinel (id bigint PRIMARY KEY, token text, written_at timestamptz)
        """
            .replace("@app", app)
            .replace("@batch", batch)
            .replace("@owner", owner)
            .replace("@grp", group));
  }

  @Override
  protected Fence fence() {
    return fence;
  }

  @Override
  protected Fence fenceOfNoTable() {
    return new PostgresqlFence(source.database(), List.of(), List.of());
  }

  @BeforeEach
  @Override
  protected void begin() {
    try (Connection connection = source.database().connect()) {
      FenceSetup.make(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void giveUp() {
    source.execute("DROP SCHEMA crossover CASCADE");
  }

  private PostgresqlFence fence(List<String> roles) {
    return new PostgresqlFence(source.database(), moved(), roles);
  }

  private static List<TableName> moved() {
    return Stream.of(
            "direct", "via_group", "via_public", "one_column", "granted_on", "owned", "parts")
        .map(table -> new TableName("shop", table))
        .toList();
  }

  @AfterEach
  void close() {
    source.close();
  }

  private Connection connectAs(String role) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(), role, "x");
  }

  private List<String> rights() {
    return query(
        """
        SELECT c.relname || coalesce('.' || a.attname, '') || ' ' || x.grantor::regrole || '>'
               || CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END || ' '
               || x.privilege_type || x.is_grantable
          FROM pg_class c
          LEFT JOIN LATERAL (
            SELECT NULL AS attname, coalesce(c.relacl, acldefault(
                   (CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", c.relowner)) AS acl
            UNION ALL
            SELECT attname, attacl FROM pg_attribute WHERE attrelid = c.oid) a ON true,
               aclexplode(a.acl) x
         WHERE c.relnamespace = 'shop'::regnamespace AND c.relkind IN ('r', 'p', 'S')
         UNION ALL SELECT rolname || rolcanlogin FROM pg_roles ORDER BY 1
        """);
  }

  private List<String> query(String sql) {
    List<String> answer = new ArrayList<>();
    try (Connection connection = source.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        answer.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return answer;
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "writers by a right of PUBLIC, of a role, of an owner, and by a closed role",
      moment = "inside the fence",
      outcome = "refused; un-fenced, every right is as it was")
  void closesEveryWayToWriteAndGivesExactlyThatBack() {
    List<String> before = rights();
    assertThat(fence.look().summary())
        .isEqualTo(
            "take the right to write to 8 tables from everybody, close the roles "
                + app
                + " and end their sessions");
    FenceRecord record = fence.look().record();
    PostgresqlFenceRecord closed = PostgresqlFenceRecord.parse(record);
    assertThat(closed.roles()).containsExactly(new PostgresqlFenceRecord.Role(app, true));
    assertThat(closed.tables()).hasSize(8).contains(new TableName("shop", "part1"));
    assertThat(fence.leaks(record)).hasSizeGreaterThan(8);

    fence.raise(7, "target", record);

    assertThat(fence.leaks(record)).isEmpty();
    assertThatThrownBy(() -> connectAs(app)).hasMessageContaining("not permitted to log in");
    for (String table : List.of("via_public", "granted_on", "owned")) {
      for (String role : List.of(batch, owner)) {
        assertThatThrownBy(() -> writeAs(role, table)).hasMessageContaining("permission denied");
      }
    }

    fence.lower(8, new FenceRecord(record.json()));

    assertThat(rights()).isEqualTo(before);
    fence.lower(8, record);
    assertThat(rights()).isEqualTo(before);
  }

  @Test
  void saysWhatWouldOpenTheSourceAsStatementsThatRun() {
    List<String> before = rights();
    fence.raise(1, "target", fence.look().record());
    String statements = fence.givingBack().orElseThrow();
    assertThat(rights()).isNotEqualTo(before);

    source.execute(statements);

    assertThat(rights()).isEqualTo(before);
  }

  @Test
  void leavesAloneWhatBelongsToTablesThatAreNotMoved() throws SQLException {
    source.execute(
        """
        CREATE TABLE shop.kept (id serial, shared int DEFAULT nextval('shop.direct_id_seq'));
        CREATE SEQUENCE shop.tickets; CREATE TABLE shop.moved_too (id serial, n int);
        GRANT INSERT ON shop.kept TO %1$s;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA shop TO %1$s
        """
            .formatted(batch));
    PostgresqlFence around =
        new PostgresqlFence(
            source.database(),
            List.of(new TableName("shop", "direct"), new TableName("shop", "moved_too")),
            List.of(app));
    FenceRecord record = around.look().record();

    around.raise(1, "target", record);

    try (Connection other = connectAs(batch);
        Statement statement = other.createStatement()) {
      statement.execute("INSERT INTO shop.kept DEFAULT VALUES");
      statement.execute("SELECT nextval('shop.tickets')");
      assertThatThrownBy(() -> statement.execute("SELECT nextval('shop.moved_too_id_seq')"))
          .hasMessageContaining("permission denied for sequence moved_too_id_seq");
    }
    around.lower(2, record);
  }

  private void writeAs(String role, String table) throws SQLException {
    try (Connection connection = connectAs(role);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN READ WRITE");
      statement.execute("INSERT INTO shop." + table + " SELECT WHERE false");
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a role that is connected and has written",
      moment = "the fence goes up",
      outcome = "its session is ended and its transaction never commits")
  void endsTheSessionOfAClosedRoleWithWhatItHadWritten() throws SQLException {
    try (Connection rogue = connectAs(app);
        Statement statement = rogue.createStatement()) {
      rogue.setAutoCommit(false);
      statement.execute("INSERT INTO shop.direct (note) VALUES ('rogue')");

      fence.raise(1, "target", fence.look().record());

      assertThatThrownBy(rogue::commit).isInstanceOf(SQLException.class);
    }
    assertThat(query("SELECT note FROM shop.direct")).isEmpty();
  }

  @Test
  void showsWhoStillHasATransactionThatWroteAndEndsSessionsButNotPreparedTransactions()
      throws SQLException {
    source.execute("GRANT INSERT ON shop.direct TO " + batch);
    try (Connection open = connectAs(batch);
        Connection prepared = connectAs(app);
        Statement inOpen = open.createStatement();
        Statement inPrepared = prepared.createStatement()) {
      open.setAutoCommit(false);
      inOpen.execute("INSERT INTO shop.direct (id) VALUES (1)");
      inPrepared.execute("BEGIN; INSERT INTO shop.direct (id) VALUES (2); PREPARE TRANSACTION 'p'");

      fence.raise(1, "target", fence.look().record());

      assertThat(writers.open())
          .extracting(OpenTransaction::role, OpenTransaction::prepared)
          .containsExactlyInAnyOrder(tuple(batch, false), tuple(app, true));
      writers.open().forEach(writers::end);
      assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
    }
    assertThat(writers.open()).extracting(OpenTransaction::name).containsExactly("p");
    source.execute("ROLLBACK PREPARED 'p'");
    assertThat(writers.open()).isEmpty();
  }

  @Test
  void marksAPlaceAboveEveryEarlierCommitWhateverItsDurability() throws SQLException {
    PostgresqlLog log = new PostgresqlLog(source.database(), "none");
    LogPosition before = log.end();
    try (Connection lazy = connectAs(app);
        Statement statement = lazy.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      statement.execute("INSERT INTO shop.direct (note) VALUES ('lazy')");
    }
    LogPosition afterLazy = log.end();

    SourceLog.Mark first = log.mark();
    SourceLog.Mark second = log.mark();

    assertThat(afterLazy.isAtLeast(before)).isTrue();
    assertThat(afterLazy).isNotEqualTo(before);
    assertThat(first.position().isAtLeast(afterLazy)).isTrue();
    assertThat(second.position().isAtLeast(first.position())).isTrue();
    assertThat(second.position()).isNotEqualTo(first.position());
    assertThat(query("SELECT token FROM crossover.sentinel ORDER BY id"))
        .containsExactly(first.tokens().get(0), second.tokens().get(0));
    assertThat(
            query(
                "SELECT pg_current_wal_flush_lsn() > '"
                    + log.positions().of(second.position())
                    + "'"))
        .containsExactly("t");
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "an application that is superuser, or may write everywhere",
      moment = "preflight and the gates",
      outcome = "refused, with the reason")
  void refusesRolesThatNoFenceCloses() {
    source.execute(
        "CREATE ROLE boss%1$d SUPERUSER; CREATE ROLE all%1$d; GRANT pg_write_all_data TO all%1$d"
            .formatted(test));
    List<String> roles = List.of("boss" + test, "all" + test, "postgres", "nobody" + test);

    List<Finding> findings =
        new ApplicationRoles(source.database(), () -> fence(roles), roles).look();

    assertThat(findings)
        .extracting(Finding::observed)
        .containsExactlyInAnyOrder(
            "all" + test + " may write everywhere as a member of pg_write_all_data",
            "boss" + test + " is a superuser, or may become one, and no fence stops it",
            "there is no role nobody" + test,
            "postgres is Crossover's own user, which a fence would lock out");
  }

  @Test
  void needsNoSuperuserWhenItsUserMayActForOwnersAndRoles() {
    source.execute(
        """
        CREATE ROLE xo%1$d LOGIN CREATEROLE PASSWORD 'x';
        GRANT %2$s, %3$s, %4$s, %5$s TO xo%1$d WITH ADMIN OPTION;
        ALTER SCHEMA shop OWNER TO %3$s; ALTER TABLE shop.via_group OWNER TO %3$s;
        GRANT ALL ON SCHEMA crossover TO xo%1$d; GRANT ALL ON crossover.sentinel TO xo%1$d;
        ALTER TABLE crossover.fence OWNER TO xo%1$d
        """
            .formatted(test, app, owner, group, batch));
    String url = "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name();
    List<TableName> tables =
        List.of(
            new TableName("shop", "direct"),
            new TableName("shop", "owned"),
            new TableName("shop", "via_group"));
    List<String> own = rights();
    try (PostgresqlDatabase limited = PostgresqlDatabase.open(url, "xo" + test, "x", 2)) {
      PostgresqlFence limitedFence = new PostgresqlFence(limited, tables, List.of(app));
      assertThat(new ApplicationRoles(limited, () -> limitedFence, List.of(app)).look())
          .extracting(Finding::verdict, Finding::observed)
          .containsExactly(tuple(Finding.Verdict.PASS, app + " can be fenced"));
      FenceRecord record = limitedFence.look().record();
      limitedFence.raise(1, "target", record);
      assertThat(limitedFence.leaks(record)).isEmpty();
      limitedFence.lower(2, record);
    }
    assertThat(rights()).isEqualTo(own);
  }

  @Test
  void saysWhatItsUserMayNotDo() {
    source.execute("CREATE ROLE weak%d LOGIN PASSWORD 'x'".formatted(test));
    String url = "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name();
    try (PostgresqlDatabase limited = PostgresqlDatabase.open(url, "weak" + test, "x", 2)) {
      PostgresqlFence limitedFence =
          new PostgresqlFence(limited, List.of(new TableName("shop", "direct")), List.of(app));

      assertThat(new ApplicationRoles(limited, () -> limitedFence, List.of(app)).look())
          .extracting(Finding::observed, Finding::hint)
          .containsExactly(
              tuple(
                  "Crossover's user may not end the application's sessions",
                  "GRANT pg_signal_backend TO Crossover's user"));
      source.execute("GRANT pg_signal_backend TO weak%d".formatted(test));
      assertThat(new ApplicationRoles(limited, () -> limitedFence, List.of(app)).look())
          .extracting(Finding::observed)
          .singleElement()
          .asString()
          .contains("Crossover's user must be a superuser, or have CREATEROLE");
    }
  }

  @Test
  void rehearsesTheFenceWithoutAnybodySeeingIt() {
    List<String> before = rights();

    List<Finding> findings =
        new ApplicationRoles(source.database(), () -> fence, List.of(app)).look();

    assertThat(findings)
        .extracting(Finding::verdict, Finding::observed)
        .containsExactly(tuple(Finding.Verdict.PASS, app + " can be fenced"));
    assertThat(rights()).isEqualTo(before);
  }

  @Test
  void doesNotPassWhileAFenceIsUp() {
    FenceRecord record = fence.look().record();
    fence.raise(3, "target", record);

    List<Finding> findings =
        new ApplicationRoles(source.database(), () -> fence, List.of(app)).look();
    fence.lower(4, record);

    assertThat(findings)
        .extracting(Finding::verdict, Finding::observed)
        .containsExactly(
            tuple(Finding.Verdict.FAIL, "the source is fenced, by a cutover of epoch 3"));
  }
}
