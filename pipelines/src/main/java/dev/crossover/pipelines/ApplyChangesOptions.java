package dev.crossover.pipelines;

import dev.crossover.contract.ApplyChangesParameters;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** The options of {@link ApplyChangesJob}: exactly {@link ApplyChangesParameters}. */
public interface ApplyChangesOptions extends PipelineOptions {
  @Validation.Required
  String getDatastreamSourceType();

  void setDatastreamSourceType(String value);

  @Validation.Required
  String getInputDirectory();

  void setInputDirectory(String value);

  @Validation.Required
  String getInputFilePrefix();

  void setInputFilePrefix(String value);

  @Validation.Required
  String getProjectId();

  void setProjectId(String value);

  @Validation.Required
  String getInstanceId();

  void setInstanceId(String value);

  @Validation.Required
  String getDatabaseId();

  void setDatabaseId(String value);

  @Default.String("")
  String getSpannerHost();

  void setSpannerHost(String value);

  @Validation.Required
  String getDeadLetterQueueDirectory();

  void setDeadLetterQueueDirectory(String value);

  @Validation.Required
  String getShadowTablePrefix();

  void setShadowTablePrefix(String value);

  @Validation.Required
  String getSessionFilePath();

  void setSessionFilePath(String value);

  int getDlqMaxRetryCount();

  void setDlqMaxRetryCount(int value);

  int getNumWorkers();

  void setNumWorkers(int value);

  int getBatchEvents();

  void setBatchEvents(int value);

  int getPollMillis();

  void setPollMillis(int value);

  @Default.String("")
  String getShardIdColumn();

  void setShardIdColumn(String value);

  @Default.String("")
  String getShards();

  void setShards(String value);

  @Default.String("")
  String getGcsPubSubSubscription();

  void setGcsPubSubSubscription(String value);

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
