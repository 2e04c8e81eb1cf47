package dev.crossover.sources.mysql.capture;

import io.debezium.config.Configuration;
import io.debezium.connector.binlog.BinlogOffsetContext;
import io.debezium.connector.binlog.BinlogSourceInfo;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.txmetadata.DefaultTransactionStructMaker;
import io.debezium.pipeline.txmetadata.TransactionContext;
import io.debezium.pipeline.txmetadata.TransactionStructMaker;
import io.debezium.pipeline.txmetadata.spi.TransactionMetadataFactory;
import java.time.Instant;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Debezium's records of transactions, with the place of the event that ended one; Debezium's own
 * have the place where it began. Debezium makes the object itself, by its public name.
 */
public final class BinlogTransactions implements TransactionMetadataFactory {
  static final String FILE = "log_file";
  static final String POSITION = "log_position";

  private final Configuration configuration;

  public BinlogTransactions(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public TransactionContext getTransactionContext() {
    return new TransactionContext();
  }

  @Override
  public TransactionStructMaker getTransactionStructMaker() {
    return new Placed(configuration);
  }

  private static final class Placed extends DefaultTransactionStructMaker {
    private final Schema schema;

    Placed(Configuration configuration) {
      super(configuration);
      Schema own = super.getTransactionValueSchema();
      SchemaBuilder builder = SchemaBuilder.struct().name(own.name()).version(own.version());
      for (Field field : own.fields()) {
        builder.field(field.name(), field.schema());
      }
      this.schema =
          builder
              .field(FILE, Schema.OPTIONAL_STRING_SCHEMA)
              .field(POSITION, Schema.OPTIONAL_INT64_SCHEMA)
              .build();
    }

    @Override
    public Schema getTransactionValueSchema() {
      return schema;
    }

    @Override
    public Struct buildEndTransactionValue(OffsetContext offset, Instant timestamp) {
      BinlogSourceInfo last = ((BinlogOffsetContext<?>) offset).getSource();
      return super.buildEndTransactionValue(offset, timestamp)
          .put(FILE, last.binlogFilename())
          .put(POSITION, last.binlogPosition());
    }
  }
}
