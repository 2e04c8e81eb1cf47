package dev.crossover.pipelines;

import dev.crossover.contract.ApplyChangesParameters;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** The options of {@link ApplyChangesJob}: exactly {@link ApplyChangesParameters}. */
public interface ApplyChangesOptions extends PipelineOptions {
  @Description("The kind of source, as Google's live template says it.")
  @Validation.Required
  String getDatastreamSourceType();

  void setDatastreamSourceType(String value);

  @Description("The bucket of change files, dead letters and schema files.")
  @Validation.Required
  String getInputDirectory();

  void setInputDirectory(String value);

  @Description("The folder of the bucket that the stream writes below.")
  @Validation.Required
  String getInputFilePrefix();

  void setInputFilePrefix(String value);

  @Description("The project of the Spanner instance.")
  @Validation.Required
  String getProjectId();

  void setProjectId(String value);

  @Description("The Spanner instance.")
  @Validation.Required
  String getInstanceId();

  void setInstanceId(String value);

  @Description("The Spanner database.")
  @Validation.Required
  String getDatabaseId();

  void setDatabaseId(String value);

  @Default.String("")
  @Description("HOST:PORT of an emulator; none for the real service.")
  String getSpannerHost();

  void setSpannerHost(String value);

  @Description("The folder of the bucket that dead letters go below.")
  @Validation.Required
  String getDeadLetterQueueDirectory();

  void setDeadLetterQueueDirectory(String value);

  @Description("What the names of shadow tables begin with.")
  @Validation.Required
  String getShadowTablePrefix();

  void setShadowTablePrefix(String value);

  @Description("The file of the target schema, in the bucket.")
  @Validation.Required
  String getSessionFilePath();

  void setSessionFilePath(String value);

  @Description("How often a parked event is tried before it is a dead letter.")
  int getDlqMaxRetryCount();

  void setDlqMaxRetryCount(int value);

  @Description("Workers, each of which applies a share of the tables.")
  int getNumWorkers();

  void setNumWorkers(int value);

  @Description("The most events of a round.")
  int getBatchEvents();

  void setBatchEvents(int value);

  @Description("How often the bucket is looked at, in milliseconds.")
  int getPollMillis();

  void setPollMillis(int value);

  @Description("The column of a row's shard; none for a source without shards.")
  @Default.String("")
  String getShardIdColumn();

  void setShardIdColumn(String value);

  @Description("The names of the shards, separated by commas.")
  @Default.String("")
  String getShards();

  void setShards(String value);

  @Description("The subscription to the notifications of new files; none if there are none.")
  @Default.String("")
  String getGcsPubSubSubscription();

  void setGcsPubSubSubscription(String value);

  @Description("Where Google's services answer, if not at their public addresses.")
  @Default.String("")
  String getEndpoints();

  void setEndpoints(String value);

  /** The options as the record that the launcher made them from. */
  static ApplyChangesParameters parameters(ApplyChangesOptions options) {
    return new ApplyChangesParameters(
        options.getDatastreamSourceType(),
        options.getInputDirectory(),
        options.getInputFilePrefix(),
        options.getProjectId(),
        options.getInstanceId(),
        options.getDatabaseId(),
        options.getSpannerHost(),
        options.getDeadLetterQueueDirectory(),
        options.getShadowTablePrefix(),
        options.getSessionFilePath(),
        options.getDlqMaxRetryCount(),
        options.getNumWorkers(),
        options.getBatchEvents(),
        options.getPollMillis(),
        options.getShardIdColumn(),
        options.getShards(),
        options.getGcsPubSubSubscription(),
        options.getEndpoints());
  }
}
