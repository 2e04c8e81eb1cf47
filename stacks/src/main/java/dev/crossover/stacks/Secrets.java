package dev.crossover.stacks;

import com.hashicorp.cdktf.providers.google.secret_manager_secret_iam_member.SecretManagerSecretIamMember;
import dev.crossover.contract.SecretReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.constructs.Construct;

/** Access to secrets. The stacks hold names of secrets and never a value. */
final class Secrets {
  private static final Pattern VERSION = Pattern.compile("projects/([^/]+)/secrets/([^/]+)/.*");

  private Secrets() {}

  static SecretManagerSecretIamMember access(
      Construct scope, String id, SecretReference secret, String member) {
    Matcher name = name(secret);
    return Addresses.named(
        SecretManagerSecretIamMember.Builder.create(scope, id)
            .project(name.group(1))
            .secretId(name.group(2))
            .role("roles/secretmanager.secretAccessor")
            .member(member)
            .build());
  }

  /** The secret, whatever its version, as part of an address. */
  static String id(SecretReference secret) {
    return name(secret).group(1) + "-" + name(secret).group(2);
  }

  private static Matcher name(SecretReference secret) {
    Matcher name = VERSION.matcher(secret.name());
    if (!name.matches()) {
      throw new IllegalArgumentException("settings let a secret pass that has no version's name");
    }
    return name;
  }
}
