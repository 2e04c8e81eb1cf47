package dev.crossover.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.PresentRow;
import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.target.TargetRow;
import dev.crossover.engine.verify.sides.ComparedTables;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowRepairTest {
  private static final TargetTable CHILD =
      Tables.table(
          "shop.child",
          "child",
          0,
          "id",
          Tables.column("id", "integer", Tables.INTEGER),
          Tables.column("parent", "integer", Tables.INTEGER));

  private static final TargetSchema SCHEMA = new TargetSchema(List.of(CHILD));

  private final InMemoryRows source = new InMemoryRows();
  private final InMemoryTarget target = new InMemoryTarget(SCHEMA);
  private final ApplyBatch batch =
      new ApplyBatch(target, SCHEMA, source.text(), CommitLimits.DEFAULT);

  private RowRepair repairAt(long place) {
    PresentRow presentRow = new PresentRow(source, SCHEMA, table -> Set.of(), () -> Instant.EPOCH);
    return new RowRepair(presentRow, batch, key -> new Position(place, 0));
  }

  private static Map<String, Object> row(long id, Long parent) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", id);
    row.put("parent", parent);
    return row;
  }

  private void change(long place, Map<String, Object> row) {
    ChangeEvent event =
        new ChangeEvent(
            CHILD.source(),
            ChangeEvent.Kind.UPSERT,
            row,
            ChangePosition.ofLog(new Position(place, 0)),
            "file-" + place,
            0);
    batch.apply(
        List.of(
            new ChangeFile("file-" + place, List.of(new ChangeRecord.Change(event, () -> "raw")))));
  }

  @Test
  void leavesRowsAsTheSourceHasThemAndTakesAwayThoseItHasNot() {
    target.rowWriter().write(List.of(new TargetRow(CHILD, row(1, 10L))));
    target.rowWriter().write(List.of(new TargetRow(CHILD, row(2, 10L))));
    source.insert(CHILD, 1L, null);
    source.insert(CHILD, 3L, 30L);
    RowRepair repair = repairAt(50);

    assertThat(
            repair.repair(
                CHILD,
                List.of(ComparedTables.key(1), ComparedTables.key(2), ComparedTables.key(3))))
        .isEqualTo(3);

    assertThat(target.rows("child")).containsExactlyInAnyOrder(row(1, null), row(3, 30L));
    repair.repair(CHILD, List.of(ComparedTables.key(1), ComparedTables.key(2)));
    assertThat(target.rows("child")).containsExactlyInAnyOrder(row(1, null), row(3, 30L));
  }

  @Test
  void standsAboveEveryChangeBeforeItsPlaceAndBelowEveryOneAfter() {
    change(40, row(1, 10L));
    source.insert(CHILD, 1L, null);

    repairAt(50).repair(CHILD, List.of(ComparedTables.key(1)));
    change(45, row(1, 45L));
    assertThat(target.rows("child")).containsExactly(row(1, null));

    change(60, row(1, 60L));
    repairAt(50).repair(CHILD, List.of(ComparedTables.key(1)));
    assertThat(target.rows("child")).containsExactly(row(1, 60L));
  }

  @Test
  void saysWhatTheTargetRefuses() {
    target.check("positive", "child", row -> (Long) row.get("parent") > 0);
    source.insert(CHILD, 1L, -1L);

    assertThatThrownBy(() -> repairAt(50).repair(CHILD, List.of(ComparedTables.key(1))))
        .isInstanceOf(TargetException.class)
        .hasMessage(
            "1 rows of shop.child cannot be copied again, the first because: the check positive"
                + " forbids a row");
  }
}
