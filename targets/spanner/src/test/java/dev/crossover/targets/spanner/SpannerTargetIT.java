package dev.crossover.targets.spanner;

import dev.crossover.engine.target.TargetContract;
import dev.crossover.engine.target.TargetUnderTest;
import java.util.List;

class SpannerTargetIT extends TargetContract {
  @Override
  protected TargetUnderTest target() {
    return SpannerUnderTest.create(
        SCHEMA,
        List.of(
            "CREATE TABLE person (id INT64 NOT NULL, email STRING(MAX), age INT64, CONSTRAINT age"
                + " CHECK (age < 200)) PRIMARY KEY (id)",
            "CREATE UNIQUE NULL_FILTERED INDEX person_email ON person (email)",
            "CREATE TABLE pet (name STRING(MAX) NOT NULL, owner INT64, FOREIGN KEY (owner)"
                + " REFERENCES person (id)) PRIMARY KEY (name)",
            "CREATE TABLE tooth (id INT64 NOT NULL, `no` INT64 NOT NULL) PRIMARY KEY (id, `no`),"
                + " INTERLEAVE IN PARENT person",
            "CREATE TABLE crossover_sentinel (token STRING(MAX) NOT NULL) PRIMARY KEY (token)",
            "CREATE SEQUENCE numbers OPTIONS (sequence_kind = 'bit_reversed_positive')",
            "CREATE TABLE ticket (`no` INT64 NOT NULL DEFAULT (GET_NEXT_SEQUENCE_VALUE(SEQUENCE"
                + " numbers)), seat STRING(MAX)) PRIMARY KEY (`no`)",
            "CREATE UNIQUE NULL_FILTERED INDEX ticket_seat ON ticket (seat)"));
  }
}
