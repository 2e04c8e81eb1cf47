package dev.crossover.pipelines;

import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretReference;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** The options of {@link BulkLoadJob}: exactly {@link BulkLoadParameters}. */
public interface BulkLoadOptions extends PipelineOptions {
  @Validation.Required
  String getSourceDbDialect();

  void setSourceDbDialect(String value);

  @Validation.Required
  String getSourceConfigURL();

  void setSourceConfigURL(String value);

  @Validation.Required
  String getUsername();

  void setUsername(String value);

  /** A reference that the worker resolves; never the password. */
  @Validation.Required
  String getPassword();

  void setPassword(String value);

  @Validation.Required
  Integer getNumPartitionRows();

  void setNumPartitionRows(Integer value);

  @Validation.Required
  Integer getMaxConnections();

  void setMaxConnections(Integer value);

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
  String getOutputDirectory();

  void setOutputDirectory(String value);

  @Validation.Required
  String getSessionFilePath();

  void setSessionFilePath(String value);

  @Validation.Required
  Integer getBatchCellsForSpannerMutations();

  void setBatchCellsForSpannerMutations(Integer value);

  @Validation.Required
  Long getBatchSizeForSpannerMutations();

  void setBatchSizeForSpannerMutations(Long value);

  @Default.String("")
  String getShardIdColumn();

  void setShardIdColumn(String value);

  @Default.String("")
  String getShards();

  void setShards(String value);

  @Default.String("")
  String getEndpoints();

  void setEndpoints(String value);

  /** The options as the record that the launcher made them from. */
  static BulkLoadParameters parameters(BulkLoadOptions options) {
    return new BulkLoadParameters(
        options.getSourceDbDialect(),
        options.getSourceConfigURL(),
        options.getUsername(),
        SecretReference.parse(options.getPassword()),
        options.getNumPartitionRows(),
        options.getMaxConnections(),
        options.getProjectId(),
        options.getInstanceId(),
        options.getDatabaseId(),
        options.getSpannerHost(),
        options.getOutputDirectory(),
        options.getSessionFilePath(),
        options.getBatchCellsForSpannerMutations(),
        options.getBatchSizeForSpannerMutations(),
        options.getShardIdColumn(),
        options.getShards(),
        options.getEndpoints());
  }
}
