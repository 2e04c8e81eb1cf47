package dev.crossover.sources.postgresql.log;

import static dev.crossover.engine.changes.MeaninglessRecordException.required;

import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;

/** The metadata of Datastream's records of PostgreSQL, and of those that our own capture writes. */
public final class PostgresqlChangeMetadata implements ChangeMetadata {
  private static final Set<String> GEOMETRIC =
      Set.of("point", "line", "lseg", "box", "path", "polygon", "circle");

  /** As PostgreSQL has them; the name of a user's own type has its schema before it. */
  private static final Pattern RANGE = Pattern.compile("(int[48]|num|ts|tstz|date)(multi)?range");

  private static final Set<String> NO_ARRAYS = Set.of("date", "timestamp", "timestamptz");

  /**
   * The end of the transaction that committed before the change's. All that is known of the
   * change's own commit while its changes still come is that it is above.
   */
  public static final String PREVIOUS_COMMIT = "previous_commit_lsn";

  @Override
  public String readMethod() {
    return "postgres";
  }

  @Override
  public TableName table(GenericRecord metadata) throws MeaninglessRecordException {
    return new TableName(required(metadata, "schema"), required(metadata, "table"));
  }

  @Override
  public Position position(GenericRecord metadata) throws MeaninglessRecordException {
    return lsn(required(metadata, "lsn"));
  }

  /** Datastream has no such field; then only the change's own LSN is known. */
  @Override
  public Optional<Position> commit(GenericRecord metadata) throws MeaninglessRecordException {
    return metadata.hasField(PREVIOUS_COMMIT) && metadata.get(PREVIOUS_COMMIT) != null
        ? Optional.of(lsn(required(metadata, PREVIOUS_COMMIT)))
        : Optional.empty();
  }

  /** PostgreSQL logs the changes of transactions among each other, as they are made. */
  @Override
  public OptionalLong transaction(GenericRecord metadata) {
    return OptionalLong.of(
        metadata.hasField("tx_id") && metadata.get("tx_id") instanceof Number id
            ? id.longValue()
            : 0);
  }

  @Override
  public List<String> datastreamLimits() {
    return List.of(
        "Datastream does not tell where a transaction of PostgreSQL committed, so the changes of a"
            + " row are ordered by their own LSN; where a transaction inserts a row while another"
            + " one deletes the row that has its key, the times of their commits tell the pair,"
            + " and the row is read again from the source: crossover run, verify and cutover do so"
            + " by themselves, and a cutover waits for it; only if the source's clock was set back"
            + " between the two commits can such a row be missing, and then verification names it",
        "Datastream's documentation allows only REPLICA IDENTITY DEFAULT for tables with a primary"
            + " key, and takes the columns of another identity for the key; a table with long"
            + " values needs FULL all the same, for without it the log leaves out those that an"
            + " update did not change; Crossover takes the key from the schema and not from"
            + " Datastream, so try the stream on a copy of such a table first");
  }

  /**
   * "Datastream doesn't support columns of the geometric data types", nor of ranges, nor arrays of
   * these, of a user's own types, of dates and of timestamps: "such columns are ignored"
   * (cloud.google.com/datastream/docs/sources-postgresql, known limitations).
   */
  @Override
  public boolean isLeftOutByDatastream(SourceType type) {
    return GEOMETRIC.contains(type.name())
        || RANGE.matcher(type.name()).matches()
        || (type.isArray() && (NO_ARRAYS.contains(type.name()) || type.name().contains(".")));
  }

  private static Position lsn(String text) throws MeaninglessRecordException {
    try {
      return LsnText.INSTANCE.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MeaninglessRecordException(e.getMessage());
    }
  }

  @Override
  public PositionText positions() {
    return LsnText.INSTANCE;
  }
}
