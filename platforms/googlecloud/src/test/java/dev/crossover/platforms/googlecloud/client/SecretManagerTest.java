package dev.crossover.platforms.googlecloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.api.gax.retrying.RetrySettings;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.SecretReference;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.platforms.googlecloud.fake.FakeSecretManager;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SecretManagerTest {
  private static final String VERSION = "projects/shop/secrets/source/versions/2";
  private static final RetrySettings AT_ONCE =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(1))
          .setMaxRetryDelayDuration(Duration.ofMillis(1))
          .setInitialRpcTimeoutDuration(Duration.ofSeconds(10))
          .setMaxRpcTimeoutDuration(Duration.ofSeconds(10))
          .setTotalTimeoutDuration(Duration.ofSeconds(30))
          .setMaxAttempts(3)
          .build();

  private final FakeSecretManager service = new FakeSecretManager();
  private final SecretManager secrets =
      new SecretManager(new ServiceAddress(Optional.of(service.url())), AT_ONCE);

  @AfterEach
  void end() {
    service.close();
  }

  private String read() {
    return SecretReference.parse("secret-manager:" + VERSION).resolve(Map.of(), secrets);
  }

  @Test
  void readsWhatAReferenceNames() {
    service.put(VERSION, "gehé im");
    assertThat(read()).isEqualTo("gehé im");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void leavesOutTheLineEndThatAFileHas(String end) {
    service.put(VERSION, " secret \n" + end);
    assertThat(read()).isEqualTo(" secret \n");
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "a secret is damaged on its way",
      moment = "it is read",
      outcome = "refused by its checksum")
  void refusesAnAnswerWhoseChecksumIsAnother() {
    service.put(VERSION, "xsecret");
    service.damage();

    assertThatThrownBy(this::read)
        .isInstanceOf(ExternalToolException.class)
        .hasMessage(
            "the secret projects/shop/secrets/source/versions/2 was damaged on its way: its"
                + " checksum is another; run the command again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PERMISSION_DENIED | grant the account that runs this"
            + " roles/secretmanager.secretAccessor on it",
        "UNAUTHENTICATED | grant the account that runs this"
            + " roles/secretmanager.secretAccessor on it",
        "NOT_FOUND | name a secret and a version that there are",
        "FAILED_PRECONDITION | enable the version, or name one that is enabled",
      })
  void saysInOneLineWhatIsWrongAndWhatToDo(Status.Code code, String advice) {
    service.put(VERSION, "secret");
    service.refuse(code.toStatus().withDescription("the service's\nown words"));

    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("cannot read the secret " + VERSION + ": ")
        .hasMessageContaining("the service's own words")
        .hasMessageEndingWith("; " + advice)
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysThatThereIsNoSuchVersion() {
    assertThatThrownBy(this::read).hasMessageContaining("Secret Version [" + VERSION + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNAVAILABLE", "DEADLINE_EXCEEDED"})
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "Secret Manager does not answer twice",
      moment = "a secret is read",
      outcome = "it is asked again")
  void asksAgainWhenNoAnswerComes(String code) {
    service.put(VERSION, "secret");
    service.refuse(Status.Code.valueOf(code).toStatus());
    service.refuse(Status.Code.valueOf(code).toStatus());

    assertThat(read()).isEqualTo("secret");
  }

  @Test
  void givesUpWhenNoAnswerComesAtAll() {
    for (int i = 0; i < 3; i++) {
      service.refuse(Status.UNAVAILABLE.withDescription("not now"));
    }
    assertThatThrownBy(this::read)
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("not now; run the command again when it answers");
  }

  @Test
  void writesNoSecretIntoALog() {
    Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    Level before = all.getLevel();
    all.setLevel(Level.TRACE);
    seen.start();
    all.addAppender(seen);
    try {
      service.put(VERSION, "never-to-be-seen");
      assertThat(read()).isEqualTo("never-to-be-seen");
      service.damage();
      assertThatThrownBy(this::read).hasMessageNotContaining("to-be-seen");
    } finally {
      all.detachAppender(seen);
      all.setLevel(before);
    }
    assertThat(seen.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("to-be-seen"));
  }
}
