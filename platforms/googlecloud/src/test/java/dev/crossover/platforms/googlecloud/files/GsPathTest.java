package dev.crossover.platforms.googlecloud.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GsPathTest {
  @ParameterizedTest
  @CsvSource({
    "gs://b-1, b-1, ''",
    "gs://b-1/, b-1, ''",
    "gs://b-1/x, b-1, x/",
    "gs://b-1/x/y/, b-1, x/y/",
  })
  void isABucketAndARoot(String text, String bucket, String root) {
    assertThat(GsPath.parse(text)).isEqualTo(new GsPath(bucket, root));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bucket", "gs://", "gs:///x", "s3://b-1/x", "gs://B"})
  void isNothingElse(String text) {
    assertThatThrownBy(() -> GsPath.parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessage("a bucket must be gs://BUCKET[/ROOT], got " + text);
  }

  @Test
  void isWrittenAsItIsParsed() {
    assertThat(GsPath.parse("gs://b-1/x/y/")).hasToString("gs://b-1/x/y");
    assertThat(GsPath.parse("gs://b-1/")).hasToString("gs://b-1");
  }
}
