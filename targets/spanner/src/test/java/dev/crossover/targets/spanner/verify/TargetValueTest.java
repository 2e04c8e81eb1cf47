package dev.crossover.targets.spanner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.targets.spanner.schema.SpannerType;
import dev.crossover.targets.spanner.schema.SpannerType.Code;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TargetValueTest {
  @Test
  void onlyWhatTheTargetTypeHoldsIsAskedOfIt() {
    SpannerType numeric = SpannerType.of(Code.NUMERIC);
    assertThat(TargetValue.of(numeric, KeyPart.of(new BigDecimal("0.0000000001")))).isEmpty();
    assertThat(TargetValue.of(numeric, KeyPart.of(BigDecimal.TEN.pow(29)))).isEmpty();
    assertThat(TargetValue.of(numeric, KeyPart.of(new BigDecimal("1.5")))).isPresent();
    assertThat(TargetValue.of(SpannerType.of(Code.DATE), KeyPart.above("infinity"))).isEmpty();
    assertThat(
            TargetValue.of(
                SpannerType.of(Code.DATE), KeyPart.of(LocalDate.of(0, 1, 1), "0001-01-01 BC")))
        .isEmpty();
    assertThat(
            TargetValue.of(
                SpannerType.of(Code.TIMESTAMP),
                KeyPart.of(Instant.parse("+10000-01-01T00:00:00Z"), "10000-01-01 00:00:00+00")))
        .isEmpty();
    assertThat(TargetValue.of(SpannerType.of(Code.FLOAT64), KeyPart.of(Double.NaN))).isPresent();
    assertThat(TargetValue.of(SpannerType.of(Code.INT64), KeyPart.of(BigDecimal.TEN.pow(19))))
        .isEmpty();
  }
}
