package dev.crossover.stacks;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificate that the stream verifies the source by. It is public, unlike a key. */
final class CaCertificate {
  private CaCertificate() {}

  /**
   * The block of a connection profile that has the stream encrypt and verify.
   *
   * @param tfvars the folder that relative paths of settings start from
   */
  static Optional<Object> block(GoogleCloud cloud, boolean mysql, Path tfvars) {
    return cloud
        .network()
        .caCertificateFile()
        .map(file -> read(tfvars.resolve(file).normalize()))
        .map(pem -> List.of(Map.of("ca_certificate", pem)))
        .map(block -> mysql ? block : List.of(Map.of("server_verification", block)));
  }

  private static String read(Path file) {
    String pem;
    try {
      pem = Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the certificate "
              + file
              + "; correct google_cloud.network.ca_certificate_file",
          e);
    }
    if (!pem.contains("-----BEGIN CERTIFICATE-----") || pem.contains("PRIVATE KEY")) {
      // The text may be a key, so it is not repeated.
      throw new SettingsException(
          "google_cloud.network.ca_certificate_file must name a file with certificates in PEM form"
              + " and no key, got "
              + file);
    }
    return pem;
  }
}
