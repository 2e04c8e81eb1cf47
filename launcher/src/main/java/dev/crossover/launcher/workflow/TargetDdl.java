package dev.crossover.launcher.workflow;

import com.google.cloud.spanner.DatabaseId;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.target.TargetDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schema changes of the target that may be asked for again: a statement whose object exists is left
 * out. Spanner applies a list of statements one by one, so a list that failed half-way goes on
 * where it stopped.
 */
public final class TargetDdl {
  /** Building an index over a big table takes hours; the operation goes on without us anyway. */
  private static final long TIMEOUT_HOURS = 24;

  private static final Pattern CREATED =
      Pattern.compile(
          "(?is)\\s*(?:CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:UNIQUE\\s+|NULL_FILTERED\\s+)*"
              + "(?:TABLE|INDEX|SEQUENCE)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?(\\w+)`?.*"
              + "|ALTER\\s+TABLE\\s+`?\\w+`?\\s+ADD\\s+CONSTRAINT\\s+`?(\\w+)`?.*)");

  private static final List<String> EXISTING =
      List.of(
          "SELECT table_name FROM information_schema.tables WHERE table_schema = ''",
          "SELECT index_name FROM information_schema.indexes WHERE table_schema = ''",
          "SELECT constraint_name FROM information_schema.table_constraints WHERE table_schema ="
              + " ''",
          "SELECT name FROM information_schema.sequences WHERE schema = ''");

  private final TargetDatabase target;

  public TargetDdl(TargetDatabase target) {
    this.target = target;
  }

  /**
   * Runs the statements whose objects do not exist yet, in their order.
   *
   * @return how many were run
   * @throws TargetException if one fails; running the same list again is safe
   */
  public int apply(List<String> statements) {
    Set<String> existing = existing();
    List<String> missing =
        statements.stream().filter(statement -> !existing.contains(created(statement))).toList();
    if (!missing.isEmpty()) {
      update(missing);
    }
    return missing.size();
  }

  private Set<String> existing() {
    Set<String> names = new HashSet<>();
    try (ReadContext read = target.client().readOnlyTransaction()) {
      for (String query : EXISTING) {
        try (ResultSet rows = read.executeQuery(Statement.of(query))) {
          while (rows.next()) {
            names.add(rows.getString(0).toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (SpannerException e) {
      throw new TargetException("cannot read the target's schema: " + e.getMessage(), e);
    }
    return names;
  }

  /** The lower-case name of what a statement makes; empty for one that makes nothing by name. */
  static String created(String statement) {
    Matcher matcher = CREATED.matcher(statement);
    if (!matcher.matches()) {
      return "";
    }
    String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return name.toLowerCase(Locale.ROOT);
  }

  private void update(List<String> statements) {
    DatabaseId id = target.id();
    try {
      target
          .admin()
          .updateDatabaseDdl(id.getInstanceId().getInstance(), id.getDatabase(), statements, null)
          .get(TIMEOUT_HOURS, TimeUnit.HOURS);
    } catch (ExecutionException | TimeoutException | SpannerException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new TargetException("the target refused a schema change: " + cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted during a schema change; run it again", e);
    }
  }
}
