package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.artifact_registry_repository_iam_member.ArtifactRegistryRepositoryIamMember;
import com.hashicorp.cdktf.providers.google.cloud_run_v2_service.CloudRunV2Service;
import com.hashicorp.cdktf.providers.google.cloud_run_v2_service.CloudRunV2ServiceTemplate;
import com.hashicorp.cdktf.providers.google.cloud_run_v2_service.CloudRunV2ServiceTemplateContainers;
import com.hashicorp.cdktf.providers.google.cloud_run_v2_service.CloudRunV2ServiceTemplateContainersEnv;
import com.hashicorp.cdktf.providers.google.cloud_run_v2_service.CloudRunV2ServiceTemplateContainersResources;
import com.hashicorp.cdktf.providers.google.cloud_run_v2_service.CloudRunV2ServiceTemplateScaling;
import com.hashicorp.cdktf.providers.google.cloud_run_v2_service_iam_member.CloudRunV2ServiceIamMember;
import com.hashicorp.cdktf.providers.google.eventarc_trigger.EventarcTrigger;
import com.hashicorp.cdktf.providers.google.eventarc_trigger.EventarcTriggerDestination;
import com.hashicorp.cdktf.providers.google.eventarc_trigger.EventarcTriggerDestinationCloudRunService;
import com.hashicorp.cdktf.providers.google.eventarc_trigger.EventarcTriggerMatchingCriteria;
import com.hashicorp.cdktf.providers.google.project_iam_member.ProjectIamMember;
import com.hashicorp.cdktf.providers.google.pubsub_subscription.PubsubSubscription;
import com.hashicorp.cdktf.providers.google.pubsub_subscription.PubsubSubscriptionExpirationPolicy;
import com.hashicorp.cdktf.providers.google.pubsub_topic.PubsubTopic;
import com.hashicorp.cdktf.providers.google.service_account.ServiceAccount;
import com.hashicorp.cdktf.providers.google.storage_bucket_object.StorageBucketObject;
import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.StackOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.constructs.Construct;

/** The launcher as a service that is told when a job changes its state, and goes on by itself. */
final class HandoffStack extends MigrationStack {
  private static final String RETENTION = "2678400s";
  private static final Pattern IMAGE =
      Pattern.compile("([a-z0-9-]+)-docker\\.pkg\\.dev/([^/]+)/([^/]+)/.*");
  private static final String EVENT = "google.cloud.dataflow.job.v1beta3.statusChanged";

  private final GoogleCloud cloud;
  private final String containerImage;
  private final Apis apis;

  HandoffStack(Construct scope, ResourceNames names, GoogleCloud.Handoff handoff, Path tfvars) {
    super(scope, names, ResourceNames.Stack.HANDOFF, tfvars);
    cloud = names.cloud();
    containerImage = handoff.image();
    apis =
        new Apis(
            this,
            cloud.project(),
            List.of(
                "artifactregistry",
                "cloudresourcemanager",
                "dataflow",
                "eventarc",
                "iam",
                "pubsub",
                "run"));
    PubsubTopic deadLetters = deadLetters();
    LauncherAccount launcher = new LauncherAccount(this, names, apis);
    CloudRunV2Service service = service(launcher, deadLetters, tfvars);
    EventarcTrigger trigger = trigger(service);
    output(StackOutput.HANDOFF_SERVICE, names.launcherService());
    output(StackOutput.HANDOFF_URL, service.getUri());
    output(StackOutput.HANDOFF_TRIGGER, trigger.getName());
  }

  /** Where the launcher puts an event that it cannot act on, so that nobody loses it. */
  private PubsubTopic deadLetters() {
    PubsubTopic topic =
        Addresses.named(
            PubsubTopic.Builder.create(this, "dead-letters")
                .project(cloud.project())
                .name(names().handoffDeadLetters())
                .messageRetentionDuration(RETENTION)
                .dependsOn(apis.of("pubsub"))
                .build());
    cloud.kmsKey().ifPresent(topic::setKmsKeyName);
    Addresses.named(
        PubsubSubscription.Builder.create(this, "dead-letters-kept")
            .project(cloud.project())
            .name(names().handoffDeadLetters())
            .topic(topic.getId())
            .messageRetentionDuration(RETENTION)
            .expirationPolicy(PubsubSubscriptionExpirationPolicy.builder().ttl("").build())
            .build());
    return topic;
  }

  private CloudRunV2Service service(
      LauncherAccount launcher, PubsubTopic deadLetters, Path tfvars) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("CROSSOVER_ENV", names().settings().environment());
    environment.put("CROSSOVER_TFVARS", names().files().gs(BucketLayout.SETTINGS_FOLDER));
    environment.put(
        "CROSSOVER_DEAD_LETTER_TOPIC",
        "projects/" + cloud.project() + "/topics/" + names().handoffDeadLetters());
    List<ITerraformDependable> before = new ArrayList<>(apis.of("run"));
    before.addAll(launcher.grants(deadLetters));
    before.add(settings(tfvars));
    image().ifPresent(before::add);
    CloudRunV2Service service =
        Addresses.named(
            CloudRunV2Service.Builder.create(this, "launcher")
                .project(cloud.project())
                .location(cloud.region())
                .name(names().launcherService())
                .ingress("INGRESS_TRAFFIC_INTERNAL_ONLY")
                .template(template(launcher, environment))
                .dependsOn(before)
                .build());
    // Newer than the bindings; true by default, and then a destroy fails. It holds no data.
    service.addOverride("deletion_protection", false);
    // Newer than the bindings: the source is reached from inside its network, by no public address.
    service.addOverride("template.vpc_access", List.of(network()));
    return service;
  }

  private Map<String, Object> network() {
    Map<String, Object> way = new TreeMap<>();
    way.put("network", names().networkPath());
    names()
        .subnetwork()
        .ifPresent(
            name ->
                way.put(
                    "subnetwork",
                    "projects/%s/regions/%s/subnetworks/%s"
                        .formatted(names().networkProject(), cloud.region(), name)));
    return Map.of("egress", "PRIVATE_RANGES_ONLY", "network_interfaces", List.of(way));
  }

  /** The settings as they are in the file: they name secrets, and hold none. */
  private ITerraformDependable settings(Path tfvars) {
    String file = names().settings().environment() + ".tfvars.json";
    return Addresses.named(
        StorageBucketObject.Builder.create(this, "settings")
            .bucket(names().files().bucket())
            .name(BucketLayout.SETTINGS_FOLDER + file)
            .contentType("application/json")
            .content(text(tfvars.resolve(file)))
            .build());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException("cannot read the settings " + file, e);
    }
  }

  /** Cloud Run's own account pulls the image; images elsewhere than in the registry are public. */
  private Optional<ITerraformDependable> image() {
    Matcher image = IMAGE.matcher(containerImage);
    if (!image.matches()) {
      return Optional.empty();
    }
    ServiceIdentity run =
        new ServiceIdentity(
            this,
            "run-agent",
            googleBeta(),
            apis.of("run"),
            new ServiceIdentity.Props(cloud.project(), "run.googleapis.com"));
    return Optional.of(
        Addresses.named(
            ArtifactRegistryRepositoryIamMember.Builder.create(this, "run-pulls-image")
                .project(image.group(2))
                .location(image.group(1))
                .repository(image.group(3))
                .role("roles/artifactregistry.reader")
                .member(run.member())
                .build()));
  }

  private CloudRunV2ServiceTemplate template(
      LauncherAccount launcher, Map<String, String> environment) {
    return CloudRunV2ServiceTemplate.builder()
        .serviceAccount(launcher.email())
        .timeout("3600s")
        // One event after the other: two launchers would only wait for each other's lease.
        .maxInstanceRequestConcurrency(1)
        .scaling(
            CloudRunV2ServiceTemplateScaling.builder()
                .minInstanceCount(0)
                .maxInstanceCount(1)
                .build())
        .containers(
            List.of(
                CloudRunV2ServiceTemplateContainers.builder()
                    .image(containerImage)
                    // 512 MiB, as Cloud Run has it, leave the clients of four services no room.
                    .resources(
                        CloudRunV2ServiceTemplateContainersResources.builder()
                            .limits(Map.of("cpu", "1", "memory", "1Gi"))
                            .build())
                    .env(
                        environment.entrySet().stream()
                            .map(
                                e ->
                                    CloudRunV2ServiceTemplateContainersEnv.builder()
                                        .name(e.getKey())
                                        .value(e.getValue())
                                        .build())
                            .toList())
                    .build()))
        .build();
  }

  private EventarcTrigger trigger(CloudRunV2Service service) {
    ServiceAccount account =
        Addresses.named(
            ServiceAccount.Builder.create(this, "trigger-account")
                .project(cloud.project())
                .accountId(names().triggerAccount())
                .displayName("Crossover events of " + names().settings().environment())
                .dependsOn(apis.of("iam"))
                .build());
    ITerraformDependable receives =
        Addresses.named(
            ProjectIamMember.Builder.create(this, "trigger-receives")
                .project(cloud.project())
                .role("roles/eventarc.eventReceiver")
                .member(account.getMember())
                .build());
    ITerraformDependable invokes =
        Addresses.named(
            CloudRunV2ServiceIamMember.Builder.create(this, "trigger-invokes")
                .project(cloud.project())
                .location(cloud.region())
                .name(service.getName())
                .role("roles/run.invoker")
                .member(account.getMember())
                .build());
    ServiceIdentity agent =
        new ServiceIdentity(
            this,
            "eventarc-agent",
            googleBeta(),
            apis.of("eventarc"),
            new ServiceIdentity.Props(cloud.project(), "eventarc.googleapis.com"));
    // Google grants it when a person switches the service on, not when a program does.
    ITerraformDependable serves =
        Addresses.named(
            ProjectIamMember.Builder.create(this, "eventarc-agent-serves")
                .project(cloud.project())
                .role("roles/eventarc.serviceAgent")
                .member(agent.member())
                .build());
    return Addresses.named(
        EventarcTrigger.Builder.create(this, "job-status")
            .project(cloud.project())
            .location(cloud.region())
            .name(names().settings().environment() + "-job-status")
            .matchingCriteria(
                List.of(
                    EventarcTriggerMatchingCriteria.builder()
                        .attribute("type")
                        .value(EVENT)
                        .build()))
            .destination(
                EventarcTriggerDestination.builder()
                    .cloudRunService(
                        EventarcTriggerDestinationCloudRunService.builder()
                            .service(service.getName())
                            .region(cloud.region())
                            .path("/events/job-status")
                            .build())
                    .build())
            .serviceAccount(account.getEmail())
            .dependsOn(List.of(receives, invokes, agent, serves))
            .build());
  }
}
