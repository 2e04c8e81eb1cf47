package dev.crossover.targets.spanner.apply;

import dev.crossover.engine.apply.ApplyBatchContract;
import dev.crossover.engine.target.TargetUnderTest;
import dev.crossover.targets.spanner.SpannerUnderTest;
import java.util.List;

class SpannerApplyBatchIT extends ApplyBatchContract {
  @Override
  protected TargetUnderTest target() {
    return SpannerUnderTest.create(
        SCHEMA,
        List.of(
            "CREATE TABLE artist (id INT64 NOT NULL, name STRING(9), rank INT64, CONSTRAINT low"
                + " CHECK (rank < 100)) PRIMARY KEY (id)",
            "CREATE UNIQUE INDEX artist_name ON artist (name)",
            "CREATE TABLE album (id INT64 NOT NULL, artist INT64, CONSTRAINT fk_album FOREIGN"
                + " KEY (artist) REFERENCES artist (id)) PRIMARY KEY (id)",
            "CREATE TABLE song (id INT64 NOT NULL, song_id INT64 NOT NULL) PRIMARY KEY (id,"
                + " song_id), INTERLEAVE IN PARENT artist"));
  }
}
