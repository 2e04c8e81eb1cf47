package dev.crossover.platforms.googlecloud.packaging;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * A container image of a Java program. The same program gives the same image: files have no times
 * of their own.
 *
 * @param name where it is pushed, as {@code HOST/PROJECT/REPOSITORY/NAME:TAG}
 * @param base the image that it is built on; {@link #SCRATCH} for none
 * @param jars what goes into {@code folder}
 * @param entrypoint empty for the base's own
 */
public record ProgramImage(
    String name,
    String base,
    String folder,
    List<Path> jars,
    List<String> entrypoint,
    Map<String, String> environment) {
  /** No base: nothing is in the image but the program. */
  public static final String SCRATCH = "scratch";

  /** Where a program may write that runs as no superuser. */
  private static final String WRITABLE = "/tmp";

  private static final String BY = "crossover";

  private static final Pattern HERE = Pattern.compile("(localhost|127\\.[0-9.]+)(:[0-9]+)?");

  /**
   * Builds it into a tarball in OCI's layout.
   *
   * @return its digest
   * @throws ExternalToolException if the base cannot be had
   */
  public String writeTo(Path tarball, Path cache) {
    return build(
        Containerizer.to(TarImage.at(tarball).named(reference())),
        cache,
        "write " + tarball,
        "its base is %s, which must be reachable and readable; --job-base and --service-base name others"
            .formatted(base));
  }

  /**
   * Pushes it to its registry, with the caller's own credentials. One on this machine needs none,
   * and no certificate that anybody vouches for, as with Docker
   * (docs.docker.com/reference/cli/dockerd, insecure registries).
   *
   * @return its digest
   * @throws ExternalToolException if the registry does not take it
   */
  public String push(Path cache) {
    ImageReference reference = reference();
    RegistryImage registry = RegistryImage.named(reference);
    boolean here = HERE.matcher(reference.getRegistry()).matches();
    if (!here) {
      CredentialRetrieverFactory credentials =
          CredentialRetrieverFactory.forImage(reference, event -> {});
      registry.addCredentialRetriever(credentials.dockerConfig());
      registry.addCredentialRetriever(credentials.googleApplicationDefaultCredentials());
    }
    return build(
        Containerizer.to(registry).setAllowInsecureRegistries(here),
        cache,
        "push " + name,
        "the repository must be there, and you may write to it (roles/artifactregistry.writer)");
  }

  private String build(Containerizer to, Path cache, String what, String needed) {
    try {
      JibContainer built =
          builder()
              .containerize(
                  to.setBaseImageLayersCache(cache.resolve("base"))
                      .setApplicationLayersCache(cache.resolve("program"))
                      .setToolName(BY));
      return built.getDigest().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExternalToolException("interrupted while building " + name, e);
    } catch (ExecutionException e) {
      throw failed(what, needed, e.getCause());
    } catch (Exception e) {
      throw failed(what, needed, e);
    }
  }

  private static ExternalToolException failed(String what, String needed, Throwable e) {
    return new ExternalToolException(
        "cannot %s: %s; %s".formatted(what, e.getMessage(), needed), e);
  }

  private JibContainerBuilder builder() throws IOException, InvalidImageReferenceException {
    JibContainerBuilder image = base.equals(SCRATCH) ? Jib.fromScratch() : Jib.from(base);
    image
        .addLayer(jars, AbsoluteUnixPath.get(folder))
        .setEnvironment(environment)
        .setFormat(ImageFormat.OCI)
        .setPlatforms(Set.of(new Platform("amd64", "linux")));
    if (!entrypoint.isEmpty()) {
      image.setEntrypoint(entrypoint).setWorkingDirectory(AbsoluteUnixPath.get(WRITABLE));
    }
    return image;
  }

  private ImageReference reference() {
    try {
      ImageReference reference = ImageReference.parse(name);
      // A name without a host would be one of a public registry.
      if (name.startsWith(reference.getRegistry() + "/")) {
        return reference;
      }
      throw misnamed(null);
    } catch (InvalidImageReferenceException e) {
      throw misnamed(e);
    }
  }

  private SettingsException misnamed(Throwable cause) {
    return new SettingsException(
        "an image must be named HOST/PROJECT/REPOSITORY/NAME:TAG, got " + name, cause);
  }
}
