package dev.crossover.targets.spanner;

import com.google.api.gax.longrunning.OperationFuture;
import com.google.cloud.spanner.DatabaseId;
import com.google.cloud.spanner.DatabaseNotFoundException;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.InstanceAdminClient;
import com.google.cloud.spanner.InstanceConfigId;
import com.google.cloud.spanner.InstanceId;
import com.google.cloud.spanner.InstanceInfo;
import com.google.cloud.spanner.InstanceNotFoundException;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.DdlBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database that will be filled: whether it is there, and making it. On an emulator the instance
 * too; on the real service an instance costs money, so somebody else must have made it.
 */
public final class SpannerAdmin {
  private static final String CHANGE = "change the tables of Crossover";

  private static final String TABLES =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = ''";

  private static final Pattern CREATE_TABLE =
      Pattern.compile("\\s*CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?(\\w+)`?");

  private static final String INDEXES =
      "SELECT index_name FROM information_schema.indexes WHERE table_schema = ''"
          + " AND index_type = 'INDEX' AND NOT spanner_is_managed"
          + " AND table_name IN UNNEST(@tables)";

  private final SpannerDatabase target;
  private final boolean emulator;

  /**
   * @param emulator whether the target is an emulator
   */
  public SpannerAdmin(SpannerDatabase target, boolean emulator) {
    this.target = target;
    this.emulator = emulator;
  }

  public void create() {
    if (!instanceExists()) {
      if (!emulator) {
        throw new TargetException(
            "there is no Spanner instance "
                + target.id().getInstanceId()
                + "; create it, or name another in target.instance");
      }
      await(createInstance(), "create the instance");
    }
    if (!databaseExists()) {
      DatabaseId id = target.id();
      await(
          target
              .admin()
              .createDatabase(id.getInstanceId().getInstance(), id.getDatabase(), List.of()),
          "create the database");
    }
  }

  private OperationFuture<?, ?> createInstance() {
    InstanceId id = target.id().getInstanceId();
    return target
        .spanner()
        .getInstanceAdminClient()
        .createInstance(
            InstanceInfo.newBuilder(id)
                .setInstanceConfigId(InstanceConfigId.of(id.getProject(), "emulator-config"))
                .setDisplayName("Crossover")
                .setNodeCount(1)
                .build());
  }

  /**
   * Makes tables of our own, leaving out those that are there.
   *
   * @param statements {@code CREATE TABLE} each
   * @param progress hears of every part that is made
   */
  public void makeTables(List<String> statements, SchemaProgress progress) {
    List<String> missing = missing(statements);
    while (!missing.isEmpty()) {
      int before = statements.size() - missing.size();
      try {
        new DdlBatches(target)
            .run(missing, done -> progress.made(before + done, statements.size()));
        return;
      } catch (ExecutionException e) {
        // Somebody else was faster, or the answer to our own first request got lost.
        List<String> left = missing(statements);
        if (left.size() == missing.size()) {
          throw failed(CHANGE, SpannerExceptionFactory.asSpannerException(e.getCause()));
        }
        missing = left;
      }
    }
  }

  private List<String> missing(List<String> statements) {
    List<String> there = tableNames();
    return statements.stream().filter(statement -> !there.contains(madeBy(statement))).toList();
  }

  /**
   * @param statement begins with {@code CREATE TABLE}
   * @return the name of the table that it makes
   */
  public static String madeBy(String statement) {
    Matcher matcher = CREATE_TABLE.matcher(statement);
    if (!matcher.lookingAt()) {
      throw new IllegalArgumentException("must begin with CREATE TABLE, got " + statement);
    }
    return matcher.group(1);
  }

  private void change(List<String> statements) {
    try {
      new DdlBatches(target).run(statements, done -> {});
    } catch (ExecutionException e) {
      throw failed(CHANGE, SpannerExceptionFactory.asSpannerException(e.getCause()));
    }
  }

  public DatabaseId id() {
    return target.id();
  }

  /** Whether an instance that is missing is made, or refused. */
  public boolean makesInstances() {
    return emulator;
  }

  /** Drops tables with their indexes; does nothing about those that are not there. */
  public void dropTables(List<String> names) {
    List<String> there = new ArrayList<>(tableNames());
    there.retainAll(names);
    if (there.isEmpty()) {
      return;
    }
    List<String> statements = new ArrayList<>();
    Statement indexes = Statement.newBuilder(INDEXES).bind("tables").toStringArray(there).build();
    try (ResultSet rows = target.client().singleUse().executeQuery(indexes)) {
      while (rows.next()) {
        statements.add("DROP INDEX `" + rows.getString(0) + "`");
      }
    } catch (SpannerException e) {
      throw failed("list the indexes", e);
    }
    there.forEach(table -> statements.add("DROP TABLE `" + table + "`"));
    change(statements);
  }

  /** Drops the whole database; does nothing if it is not there. */
  public void dropDatabase() {
    if (!instanceExists()) {
      return;
    }
    try {
      target
          .admin()
          .dropDatabase(target.id().getInstanceId().getInstance(), target.id().getDatabase());
    } catch (DatabaseNotFoundException gone) {
      return;
    } catch (SpannerException e) {
      throw failed("drop the database", e);
    }
  }

  /** Whether the database is there and has this table. */
  public boolean hasTable(String name) {
    return instanceExists() && databaseExists() && tableNames().contains(name);
  }

  /** The tables of the database. */
  public List<String> tableNames() {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = target.client().singleUse().executeQuery(Statement.of(TABLES))) {
      while (rows.next()) {
        names.add(rows.getString(0));
      }
    } catch (SpannerException e) {
      throw failed("list the tables", e);
    }
    return names;
  }

  public boolean instanceExists() {
    InstanceAdminClient admin = target.spanner().getInstanceAdminClient();
    try {
      admin.getInstance(target.id().getInstanceId().getInstance());
      return true;
    } catch (InstanceNotFoundException e) {
      return false;
    } catch (SpannerException e) {
      throw failed("look for the instance", e);
    }
  }

  public boolean databaseExists() {
    DatabaseId id = target.id();
    try {
      target.admin().getDatabase(id.getInstanceId().getInstance(), id.getDatabase());
      return true;
    } catch (DatabaseNotFoundException e) {
      return false;
    } catch (SpannerException e) {
      throw failed("look for the database", e);
    }
  }

  private void await(OperationFuture<?, ?> operation, String what) {
    try {
      operation.get();
    } catch (ExecutionException e) {
      SpannerException cause = SpannerExceptionFactory.asSpannerException(e.getCause());
      // Somebody else was faster, or the answer to our own first request got lost.
      if (cause.getErrorCode() != ErrorCode.ALREADY_EXISTS) {
        throw failed(what, cause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted before the end of: " + what, e);
    }
  }

  private TargetException failed(String what, SpannerException cause) {
    return new TargetException(
        "cannot %s of %s: %s; check target.* and the credentials"
            .formatted(what, target.id(), cause.getMessage()),
        cause);
  }
}
