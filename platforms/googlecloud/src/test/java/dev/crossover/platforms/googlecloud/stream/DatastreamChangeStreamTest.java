package dev.crossover.platforms.googlecloud.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.datastream.v1.Stream;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.GoogleCapture.StartPosition;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.BucketStreamStates;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.State;
import dev.crossover.engine.capture.FakeCaptureSetup;
import dev.crossover.engine.capture.StreamStates;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.source.FakeSourceLog;
import dev.crossover.platforms.googlecloud.fake.FakeDatastream;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DatastreamChangeStreamTest {
  private static final String NAME = "projects/p/locations/europe-west4/streams/shop-changes";

  private final FakeDatastream fake = new FakeDatastream();
  private final TestClock clock = new TestClock();
  private final StreamStates states = new BucketStreamStates(new InMemoryBucket(), "state/", "");
  private final FakeSourceLog log = new FakeSourceLog();
  private final FakeCaptureSetup setup = new FakeCaptureSetup(log);
  private final Datastream datastream = Datastream.open(fake.service.address(), clock.timing());
  private Optional<Duration> freshness = Optional.of(Duration.ofSeconds(7));

  @AfterEach
  void close() {
    datastream.close();
    fake.close();
  }

  /** The stream as another process has it. */
  private ChangeStream stream() {
    return stream(Optional.empty());
  }

  private ChangeStream stream(Optional<StartPosition> start) {
    return new DatastreamChangeStream(datastream, NAME, states, setup, start, () -> freshness);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stream.State.class,
      names = {"NOT_STARTED", "STARTING", "PAUSED", "DRAINING", "RUNNING"})
  void makesAStreamRunWhereverItStands(Stream.State state) {
    fake.add(NAME, state);

    stream().start();

    assertThat(fake.state(NAME)).isEqualTo(Stream.State.RUNNING);
    assertThat(fake.runs()).isEmpty();
    ChangeStream.Status status = stream().status();
    assertThat(status.state()).isEqualTo(State.RUNNING);
    assertThat(status.start()).contains(log.end());
    assertThat(status.emitted()).isEmpty();
    assertThat(status.lastChange()).isEmpty();
  }

  @Test
  void recordsItsBeginningOnceAndBeforeTheStreamRuns() {
    stream().prepare();
    LogPosition start = stream().status().start().orElseThrow();
    log.mark();
    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("Datastream has no stream " + NAME)
        .hasMessageContaining("crossover deploy --phase capture");
    assertThat(stream().status().state()).isEqualTo(State.STOPPED);

    fake.add(NAME, Stream.State.RUNNING);
    stream().start();

    assertThat(stream().status().start()).contains(start);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stream.State.class,
      names = {"NOT_STARTED", "RUNNING"})
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "a stream of Datastream is deleted and made again under its name",
      moment = "between two commands",
      outcome = "refused, and no gate lets it pass: it has not what was logged before it was made")
  void refusesAStreamThatWasMadeAnew(Stream.State state) {
    fake.add(NAME, Stream.State.RUNNING);
    stream().start();
    stream().start();
    assertThat(stream().uncaptured()).isEmpty();

    fake.add(NAME, state);

    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("was made anew at 1970-01-01T00:00:02Z")
        .hasMessageContaining("crossover cleanup --abandon");
    assertThat(fake.state(NAME)).isEqualTo(state);
    assertThat(stream().uncaptured())
        .singleElement()
        .asString()
        .contains("changes between the two may be lost");
  }

  @Test
  void beginsAtThePlaceThatTheSettingsName() {
    fake.add(NAME, Stream.State.NOT_STARTED);

    stream(
            Optional.of(
                new StartPosition(
                    Optional.empty(), Optional.of("binlog.000012"), Optional.of(345L))))
        .start();

    assertThat(fake.runs().get(0).getSpecificStartPosition().getMysqlLogPosition())
        .satisfies(
            place -> {
              assertThat(place.getLogFile()).isEqualTo("binlog.000012");
              assertThat(place.getLogPosition()).isEqualTo(345);
            });
  }

  @Test
  void resumesAStreamWhereItStoodAndNotWhereItBegan() {
    fake.add(NAME, Stream.State.NOT_STARTED);
    Optional<StartPosition> start =
        Optional.of(new StartPosition(Optional.of("a:1-9"), Optional.empty(), Optional.empty()));
    stream(start).start();
    assertThat(fake.runs().get(0).getSpecificStartPosition().getMysqlGtidPosition().getGtidSet())
        .isEqualTo("a:1-9");
    stream(start).stop();
    assertThat(fake.state(NAME)).isEqualTo(Stream.State.PAUSED);

    stream(start).start();

    assertThat(fake.state(NAME)).isEqualTo(Stream.State.RUNNING);
    assertThat(fake.runs()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "DEADLINE_EXCEEDED"})
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "Datastream starts a stream and the answer is lost",
      moment = "the start of the capture",
      outcome = "the stream is looked at again and not told twice")
  void looksAtAStreamWhoseStartWasNotAnswered(Status.Code code) {
    fake.add(NAME, Stream.State.NOT_STARTED);
    fake.service.loseAnswer("UpdateStream", code.toStatus());
    fake.service.refuse("GetStream", Status.UNAVAILABLE);

    stream().start();

    assertThat(fake.state(NAME)).isEqualTo(Stream.State.RUNNING);
    assertThat(fake.service.calls("UpdateStream")).isEqualTo(1);
  }

  @Test
  void saysWhyDatastreamRefuses() {
    fake.add(NAME, Stream.State.NOT_STARTED);
    fake.refuseToRun("the publication does not exist");

    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("cannot start " + NAME)
        .hasMessageContaining("the publication does not exist");
  }

  @Test
  void saysWhoMayNotStartAStream() {
    fake.add(NAME, Stream.State.NOT_STARTED);
    fake.service.refuse(
        "UpdateStream", Status.PERMISSION_DENIED.withDescription("no datastream.streams.update"));

    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("no datastream.streams.update")
        .hasMessageContaining("roles/datastream.admin");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_STARTED, STOPPED, Datastream says NOT_STARTED",
    "STARTING, STALLED, Datastream says STARTING",
    "DRAINING, STOPPED, Datastream says DRAINING",
    "PAUSED, STOPPED, Datastream says PAUSED",
    "MAINTENANCE, STALLED, Datastream says MAINTENANCE",
    "FAILED, FAILED, Datastream says FAILED: MYSQL_BINLOG_PURGED"
  })
  void saysWhatAStateMeans(Stream.State theirs, State ours, String text) {
    stream().prepare();
    fake.add(NAME, theirs);
    if (theirs == Stream.State.FAILED) {
      fake.become(NAME, theirs, "MYSQL_BINLOG_PURGED");
    }

    ChangeStream.Status status = stream().status();

    assertThat(status.state()).isEqualTo(ours);
    assertThat(status.error().orElseThrow()).startsWith(text);
    assertThat(status.sourceTime()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED, resume the stream in the console",
    "FAILED_PERMANENTLY, crossover cleanup --abandon"
  })
  void doesNotStartAStreamThatHasFailed(Stream.State state, String remedy) {
    fake.add(NAME, Stream.State.RUNNING);
    fake.become(NAME, state, "REPLICATION_SLOT_LOST");

    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("REPLICATION_SLOT_LOST")
        .hasMessageContaining(remedy);
  }

  @Test
  void isAsFarBehindAsDatastreamSaysAndUnknownIfItSaysNothing() {
    fake.add(NAME, Stream.State.RUNNING);
    stream().start();
    assertThat(stream().status().sourceTime()).contains(clock.instant().minusSeconds(7));

    freshness = Optional.empty();

    assertThat(stream().status().sourceTime()).isEmpty();
  }

  @Test
  void doesNotGoOnIfTheSourceDoesNotKeepItsLog() {
    fake.add(NAME, Stream.State.RUNNING);
    stream().start();
    setup.confirm(log.mark().position().whole());
    stream().start();
    setup.remove();

    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(CrossoverException.class)
        .hasMessageContaining("the log is not kept");
  }

  @Test
  void namesTheTablesThatItDoesNotCarry() {
    fake.add(NAME, Stream.State.RUNNING);
    stream().start();
    assertThat(stream().uncaptured()).isEmpty();
    setup.swap("shop.sale");
    fake.failObject(NAME, "shop.item", "UNSUPPORTED_TABLE");

    assertThat(stream().uncaptured())
        .containsExactly(
            "table shop.sale was swapped", "shop.item: UNSUPPORTED_TABLE, see its definition");
  }

  @Test
  void leavesAloneWhatHasOurNamesWhereNoStreamIsDeployedThatCouldReadIt() {
    setup.takeNames();

    assertThatThrownBy(() -> stream().prepare()).isInstanceOf(SourceException.class);
    assertThat(setup.isOurs()).isFalse();
  }

  @Test
  void takesOverWhatWasMadeSoThatTheStreamCouldBeDeployed() {
    setup.takeNames();
    fake.add(NAME, Stream.State.RUNNING);
    log.commit();

    stream().start();

    assertThat(setup.isOurs()).isTrue();
    assertThat(stream().status().start()).contains(log.end());
  }

  @Test
  void refusesAStreamWhoseRecordIsLost() {
    setup.create();

    assertThatThrownBy(() -> stream().prepare())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("of which the bucket knows nothing");
  }

  @Test
  void isRemovedOnlyWhenItStandsStill() {
    fake.add(NAME, Stream.State.RUNNING);
    stream().start();
    assertThatThrownBy(() -> stream().remove()).isInstanceOf(SourceException.class);

    stream().stop();
    stream().remove();
    stream().remove();

    assertThat(setup.exists()).isFalse();
    assertThat(stream().status().state()).isEqualTo(State.ABSENT);
  }

  @Test
  void asksDatastreamOnceInFiveSeconds() {
    fake.add(NAME, Stream.State.RUNNING);
    stream().start();
    stream().status();
    stream().status();
    assertThat(fake.service.calls("GetStream")).isEqualTo(1);

    clock.advance(Duration.ofSeconds(5));
    stream().status();

    assertThat(fake.service.calls("GetStream")).isEqualTo(2);
  }
}
