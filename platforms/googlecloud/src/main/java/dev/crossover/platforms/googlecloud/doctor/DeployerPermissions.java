package dev.crossover.platforms.googlecloud.doctor;

import dev.crossover.contract.ResourceNames.Stack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What whoever deploys the stacks must be allowed to do, as docs/stacks.md has it from the stacks
 * themselves: {@code service.things.{verb,verb}}.
 */
final class DeployerPermissions {
  private static final Map<Stack, List<String>> BY_STACK =
      Map.of(
          Stack.TARGET,
          List.of(
              "serviceusage.services.{enable,get}",
              "spanner.backupSchedules.{create,delete,get,update}",
              "spanner.databases.{create,drop,get,getDdl,update,updateDdl}",
              "spanner.instances.{create,delete,get,update}"),
          Stack.LIVE,
          List.of(
              "compute.firewalls.{create,delete,get,update}",
              "compute.networks.{get,updatePolicy}",
              "dataflow.jobs.{cancel,create,get,list}",
              "datastream.connectionProfiles.{create,delete,get,update}",
              "datastream.privateConnections.{create,delete,get,update}",
              "datastream.streams.{create,delete,get,update}",
              "iam.serviceAccounts.{actAs,create,delete,get,update}",
              "pubsub.subscriptions.{create,delete,get,getIamPolicy,setIamPolicy,update}",
              "pubsub.topics.{attachSubscription,create,delete,get,getIamPolicy,setIamPolicy,update}",
              "resourcemanager.projects.{getIamPolicy,setIamPolicy}",
              "secretmanager.secrets.{getIamPolicy,setIamPolicy}",
              "serviceusage.services.{enable,get}",
              "spanner.databases.{getIamPolicy,setIamPolicy}",
              "storage.buckets.{create,delete,get,getIamPolicy,setIamPolicy,update}",
              "storage.objects.{create,delete,get}"),
          Stack.BULK,
          List.of(
              "dataflow.jobs.{cancel,create,get,list}",
              "iam.serviceAccounts.actAs",
              "storage.objects.{create,delete,get}"),
          Stack.HANDOFF,
          List.of(
              "artifactregistry.repositories.{getIamPolicy,setIamPolicy}",
              "eventarc.triggers.{create,delete,get,update}",
              "iam.roles.{create,delete,get,update}",
              "iam.serviceAccounts.{actAs,create,delete,get,getIamPolicy,setIamPolicy,update}",
              "pubsub.subscriptions.{create,delete,get,update}",
              "pubsub.topics.{attachSubscription,create,delete,get,getIamPolicy,setIamPolicy,update}",
              "resourcemanager.projects.{getIamPolicy,setIamPolicy}",
              "run.services.{create,delete,get,getIamPolicy,setIamPolicy,update}",
              "secretmanager.secrets.{getIamPolicy,setIamPolicy}",
              "serviceusage.services.{enable,get}",
              "spanner.databases.{getIamPolicy,setIamPolicy}",
              "storage.buckets.{getIamPolicy,setIamPolicy}",
              "storage.objects.{create,delete,get}"),
          Stack.OBSERVE,
          List.of(
              "monitoring.alertPolicies.{create,delete,get,update}",
              "monitoring.dashboards.{create,delete,get,update}",
              "serviceusage.services.{enable,get}"));

  private DeployerPermissions() {}

  static Set<String> of(Set<Stack> stacks) {
    Set<String> permissions = new TreeSet<>();
    stacks.forEach(stack -> BY_STACK.get(stack).forEach(text -> permissions.addAll(single(text))));
    return permissions;
  }

  /** One for each verb between the braces. */
  static List<String> single(String text) {
    int brace = text.indexOf('{');
    return brace < 0
        ? List.of(text)
        : List.of(text.substring(brace + 1, text.length() - 1).split(",", -1)).stream()
            .map(verb -> text.substring(0, brace) + verb)
            .toList();
  }
}
