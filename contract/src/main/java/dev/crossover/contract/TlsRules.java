package dev.crossover.contract;

/** How connections to the source are encrypted, as far as stream and workers can do it. */
final class TlsRules {
  private TlsRules() {}

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    String mode = settings.source().sslMode();
    boolean certificate = cloud.network().caCertificateFile().isPresent();
    String key = "network.ca_certificate_file";
    if (mode.startsWith("verify-")) {
      problems.add(
          "source.ssl_mode must not be %s on platform google-cloud: workers have no file of the CA;"
                  .formatted(mode)
              + " use require, with google_cloud.network.ca_certificate_file for the stream, which"
              + " verifies by it");
    }
    if (mode.equals("require") && !certificate && !cloud.sourceProfilesExist(settings.source())) {
      problems.cloud(
          key,
          "is missing: with source.ssl_mode require the stream must be encrypted, and Datastream"
              + " encrypts only what it can verify; set it to the CA's certificate");
    }
    if (certificate && mode.equals("disable")) {
      problems.cloud(key, "must not be set when source.ssl_mode is disable; remove one");
    }
    if (certificate && cloud.sourceProfilesExist(settings.source())) {
      problems.cloud(key, "is of no use when the connection profiles exist; remove it");
    }
  }
}
