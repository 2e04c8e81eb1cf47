package dev.crossover.sources.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.mysql.RunningServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server without a certificate; what the driver says of one is no code, but a sentence. */
class OfferedTlsIT {
  @ParameterizedTest
  @CsvSource({"MARIADB, --skip-ssl", "MYSQL, --tls-version="})
  void aServerThatOffersNoEncryptionIsConnectedToWithoutIt(ServerKind kind, String withoutTls) {
    try (RunningServer server = kind.start(withoutTls);
        MysqlDatabase source =
            MysqlDatabase.open(
                "jdbc:mariadb://127.0.0.1:" + server.port() + "/",
                RunningServer.USER,
                RunningServer.PASSWORD,
                1)) {
      List<String> cipher =
          new MysqlQuery(source, "how it is encrypted")
              .list("SHOW SESSION STATUS LIKE 'Ssl_cipher'", row -> row.getString(2));

      assertThat(cipher).containsExactly("");
    }
  }
}
