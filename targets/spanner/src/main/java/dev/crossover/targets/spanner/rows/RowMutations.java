package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Value;
import com.google.protobuf.NullValue;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.engine.target.TargetRow;

/** Rows as mutations that may be applied twice. */
public final class RowMutations {
  /** In a mutation the type of a NULL is the column's. */
  private static final Value NULL =
      Value.untyped(
          com.google.protobuf.Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build());

  private RowMutations() {}

  /** Writes a row whether it exists or not. */
  public static Mutation upsert(TargetRow row) {
    Mutation.WriteBuilder mutation = Mutation.newInsertOrUpdateBuilder(row.table().name());
    row.values()
        .forEach((column, value) -> mutation.set(column).to(value == null ? NULL : (Value) value));
    return mutation.build();
  }

  /** Deletes a row if it exists. */
  public static Mutation delete(TargetKey key) {
    return Mutation.delete(key.table(), KeyParts.key(key));
  }
}
