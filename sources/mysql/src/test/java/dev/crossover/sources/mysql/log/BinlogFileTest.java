package dev.crossover.sources.mysql.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinlogFileTest {
  @ParameterizedTest
  @CsvSource({
    "binlog.000009, binlog.000010",
    "binlog.999999, binlog.1000000",
    "mysql-bin.9999999, mysql-bin.10000000"
  })
  void isFollowedByTheFileOfTheNextNumberHoweverLongItsNameIs(String name, String next) {
    BinlogFile file = BinlogFile.parse(name);
    BinlogFile following = BinlogFile.parse(next);

    assertThat(following.at(4)).isGreaterThan(file.at(1_000_000_000));
    assertThat(new BinlogFile(file.base(), file.number() + 1)).isEqualTo(following);
    assertThat(file.name()).isEqualTo(name);
    assertThat(following.name()).isEqualTo(next);
  }
}
