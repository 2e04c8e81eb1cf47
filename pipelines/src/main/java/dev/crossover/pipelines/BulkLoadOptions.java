package dev.crossover.pipelines;

import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretReference;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** The options of {@link BulkLoadJob}: exactly {@link BulkLoadParameters}. */
public interface BulkLoadOptions extends PipelineOptions {
  @Description("The kind of source, as Google's bulk template says it.")
  @Validation.Required
  String getSourceDbDialect();

  void setSourceDbDialect(String value);

  @Description("The JDBC address of the source, without user and password.")
  @Validation.Required
  String getSourceConfigURL();

  void setSourceConfigURL(String value);

  @Description("The user of the source.")
  @Validation.Required
  String getUsername();

  void setUsername(String value);

  @Description("Where the password is kept; never the password.")
  @Validation.Required
  String getPassword();

  void setPassword(String value);

  @Description("About how many rows a partition holds.")
  @Validation.Required
  Integer getNumPartitionRows();

  void setNumPartitionRows(Integer value);

  @Description("Connections to the source, and partitions loaded at once.")
  @Validation.Required
  Integer getMaxConnections();

  void setMaxConnections(Integer value);

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

  @Description("HOST:PORT of an emulator; none for the real service.")
  @Default.String("")
  String getSpannerHost();

  void setSpannerHost(String value);

  @Description("The bucket, which dead letters go to.")
  @Validation.Required
  String getOutputDirectory();

  void setOutputDirectory(String value);

  @Description("The file of the target schema, in the bucket.")
  @Validation.Required
  String getSessionFilePath();

  void setSessionFilePath(String value);

  @Description("The most cells in one commit.")
  @Validation.Required
  Integer getBatchCellsForSpannerMutations();

  void setBatchCellsForSpannerMutations(Integer value);

  @Description("The most bytes in one commit.")
  @Validation.Required
  Long getBatchSizeForSpannerMutations();

  void setBatchSizeForSpannerMutations(Long value);

  @Description("The column of a row's shard; none for a source without shards.")
  @Default.String("")
  String getShardIdColumn();

  void setShardIdColumn(String value);

  @Description("How each shard is reached, as JSON; none for a source without shards.")
  @Default.String("")
  String getShards();

  void setShards(String value);

  @Description("Where Google's services answer, if not at their public addresses.")
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
