package dev.crossover.platforms.googlecloud.stream;

import com.google.cloud.datastream.v1.CdcStrategy;
import com.google.cloud.datastream.v1.MysqlGtidPosition;
import com.google.cloud.datastream.v1.MysqlLogPosition;
import dev.crossover.contract.GoogleCapture.StartPosition;

/** Where in the source's log a stream begins, as Datastream is told it. */
final class StartPlace {
  private StartPlace() {}

  static CdcStrategy of(StartPosition position) {
    CdcStrategy.SpecificStartPosition.Builder start =
        CdcStrategy.SpecificStartPosition.newBuilder();
    position
        .gtidSet()
        .ifPresent(
            set -> start.setMysqlGtidPosition(MysqlGtidPosition.newBuilder().setGtidSet(set)));
    position
        .logFile()
        .ifPresent(
            file ->
                start.setMysqlLogPosition(
                    MysqlLogPosition.newBuilder()
                        .setLogFile(file)
                        .setLogPosition(position.logPosition().orElseThrow().intValue())));
    return CdcStrategy.newBuilder().setSpecificStartPosition(start).build();
  }
}
