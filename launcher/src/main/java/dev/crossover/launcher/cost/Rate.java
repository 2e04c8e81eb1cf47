package dev.crossover.launcher.cost;

import java.util.Locale;

/** What a table has a price of, named with its unit. */
enum Rate {
  SPANNER_STANDARD_NODE_HOUR,
  SPANNER_ENTERPRISE_NODE_HOUR,
  SPANNER_ENTERPRISE_PLUS_NODE_HOUR,
  SPANNER_STORED_GIB_MONTH,
  DATAFLOW_BATCH_VCPU_HOUR,
  DATAFLOW_STREAMING_VCPU_HOUR,
  DATAFLOW_MEMORY_GIB_HOUR,
  /** Of changes, as Datastream counts them, a month. */
  DATASTREAM_CHANGES_GIB,
  /** Of rows that a stream reads once. */
  DATASTREAM_BACKFILL_GIB,
  STORAGE_STANDARD_GIB_MONTH,
  CLOUD_RUN_VCPU_SECOND,
  CLOUD_RUN_MEMORY_GIB_SECOND;

  /** As the table has it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
