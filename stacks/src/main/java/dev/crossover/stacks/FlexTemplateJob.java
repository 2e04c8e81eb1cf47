package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/** {@code google_dataflow_flex_template_job}, which only google-beta has. */
final class FlexTemplateJob extends UntypedResource {

  /**
   * @param count how many there are: 0 or 1, as an expression
   * @param name deterministic, so that a repeated or raced launch finds the first job
   */
  record Props(
      String count,
      String name,
      String templatePath,
      Map<String, String> parameters,
      JobWorkers workers,
      Kind kind) {

    private Map<String, Object> attributes() {
      Map<String, Object> attributes = new TreeMap<>(workers.attributes());
      attributes.put("count", count);
      attributes.put("name", name);
      attributes.put("container_spec_gcs_path", templatePath);
      attributes.put("parameters", parameters);
      if (kind == Kind.STREAMING) {
        attributes.put("enable_streaming_engine", true);
      }
      attributes.put("on_delete", kind.onDelete);
      attributes.put("deletion_policy", kind.deletionPolicy);
      attributes.put("create_ignore_already_exists", true);
      return attributes;
    }
  }

  /** How a job ends. */
  enum Kind {
    /** Runs until it is no longer wanted, and then finishes what it has begun. */
    STREAMING("drain", "DELETE"),
    /** The next apply forgets the job, whether it ended or not, and leaves it alone. */
    BATCH("cancel", "ABANDON");

    private final String onDelete;
    private final String deletionPolicy;

    Kind(String onDelete, String deletionPolicy) {
      this.onDelete = onDelete;
      this.deletionPolicy = deletionPolicy;
    }
  }

  FlexTemplateJob(
      Construct scope,
      String id,
      TerraformProvider googleBeta,
      Optional<TerraformResourceLifecycle> lifecycle,
      List<? extends ITerraformDependable> dependsOn,
      Props props) {
    super(
        scope,
        id,
        "google_dataflow_flex_template_job",
        Optional.of(googleBeta),
        lifecycle,
        dependsOn,
        props.attributes());
  }
}
