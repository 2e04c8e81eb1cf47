package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own connections and the stream's are encrypted as the settings ask. */
@OnEveryServer
class StreamTlsIT {
  private static final String STORE = "javax.net.ssl.trustStore";

  @TempDir private Path folder;

  private final MysqlTestSource source;

  StreamTlsIT(ServerKind server) {
    source =
        MysqlTestSource.create(
            server,
            """
            CREATE TABLE t (id int PRIMARY KEY, name varchar(20));
            DROP USER IF EXISTS tls_user
            """);
  }

  @AfterEach
  void close() {
    source.execute("DROP USER IF EXISTS tls_user");
    source.close();
  }

  /** A user who has never logged in: no server remembers a password of his. */
  private void user(String required) {
    source.execute(
        "CREATE USER tls_user IDENTIFIED BY '%s' REQUIRE %s;\nGRANT ALL ON *.* TO tls_user"
            .formatted(MysqlTestSource.PASSWORD, required));
  }

  private void capturesAChange(String sslMode) {
    try (MysqlTestSource asUser = source.as("tls_user");
        MysqlTestCapture capture =
            new MysqlTestCapture(asUser, sslMode, List.of("t")).begin().start()) {
      source.execute("INSERT INTO t VALUES (1, 'one')");
      capture.drain();

      assertThat(capture.records("t"))
          .extracting(MysqlTestCapture::summary)
          .containsExactly("INSERT 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefer", "require"})
  void everyConnectionIsEncrypted(String sslMode) {
    user("SSL");
    capturesAChange(sslMode);
  }

  @Test
  void aPasswordIsTakenWithoutEncryptionToo() {
    user("NONE");
    capturesAChange("disable");
  }

  @Test
  void aServerIsTrustedThatTheTrustStoreKnowsAndNoOther()
      throws IOException, GeneralSecurityException {
    assumeTrue(source.server() == ServerKind.MYSQL, "MariaDB makes a certificate that has no CA");
    user("SSL");
    assertThatThrownBy(() -> capturesAChange("verify-ca"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("cannot connect to the source")
        .hasMessageContaining("Java trusts the CA of the server's certificate");

    System.setProperty(STORE, trusted().toString());
    try {
      capturesAChange("verify-ca");
    } finally {
      System.clearProperty(STORE);
    }
  }

  private Path trusted() throws IOException, GeneralSecurityException {
    Path data =
        new MysqlQuery(source.database(), "where the server has its files")
            .list("SELECT @@datadir", row -> Path.of(row.getString(1)))
            .get(0);
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    try (InputStream ca = Files.newInputStream(data.resolve("ca.pem"))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
    }
    Path file = folder.resolve("trusted.jks");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "unused".toCharArray());
    }
    return file;
  }
}
