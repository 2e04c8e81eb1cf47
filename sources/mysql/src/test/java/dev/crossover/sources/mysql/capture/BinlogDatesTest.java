package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The forms that only old servers and old tables write; ZeroDatesIT and the zoo have the others.
 */
class BinlogDatesTest {
  @Test
  void readsTheOldDatetimeWhetherThereIsSuchADayOrNot() throws IOException {
    assertThat(BinlogDates.packedTime(decimal(20_240_229_123_456L)))
        .isEqualTo("2024-02-29 12:34:56");
    assertThat(BinlogDates.packedTime(decimal(20_240_231_000_000L)))
        .isEqualTo("2024-02-31 00:00:00");
    assertThat(BinlogDates.packedTime(decimal(0))).isEqualTo("0000-00-00 00:00:00");
  }

  @Test
  void readsTheOldTimestamp() throws IOException {
    assertThat(BinlogDates.second(bytes("01000000"))).isEqualTo("1970-01-01 00:00:01");
    assertThat(BinlogDates.second(bytes("ffffffff"))).isEqualTo("2106-02-07 06:28:15");
    assertThat(BinlogDates.second(bytes("00000000"))).isEqualTo("0000-00-00 00:00:00");
  }

  @Test
  void printsAsManyDigitsOfASecondAsTheColumnHas() throws IOException {
    assertThat(BinlogDates.instant(1, bytes("00000001" + "32"))).isEqualTo("1970-01-01 00:00:01.5");
    assertThat(BinlogDates.instant(3, bytes("00000000" + "0032")))
        .isEqualTo("1970-01-01 00:00:00.005");
    assertThat(BinlogDates.instant(6, bytes("00000001" + "000001")))
        .isEqualTo("1970-01-01 00:00:01.000001");
    assertThat(BinlogDates.instant(6, bytes("00000000" + "000000")))
        .isEqualTo("0000-00-00 00:00:00.000000");
  }

  private static ByteArrayInputStream decimal(long number) {
    return new ByteArrayInputStream(
        java.nio.ByteBuffer.allocate(Long.BYTES)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .putLong(number)
            .array());
  }

  private static ByteArrayInputStream bytes(String hex) {
    return new ByteArrayInputStream(HexFormat.of().parseHex(hex));
  }
}
