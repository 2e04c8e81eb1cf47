package dev.crossover.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every source's log does. */
public abstract class SourceLogContract {
  protected abstract SourceLog log();

  /** Commits a change in another session, with as little durability as the source allows. */
  protected abstract void commitAChange();

  /** The tokens of all sentinels in the source, oldest first. */
  protected abstract List<String> sentinels();

  @Test
  void endsAboveEveryCommit() {
    Position before = log().end();

    commitAChange();

    assertThat(log().end()).isGreaterThan(before);
  }

  @Test
  void marksAPlaceAboveEveryEarlierCommitAndBelowTheSentinelsOwn() {
    commitAChange();
    Position committed = log().end();

    SourceLog.Mark mark = log().mark();

    assertThat(mark.position()).isGreaterThanOrEqualTo(committed);
    assertThat(log().end()).isGreaterThan(mark.position());
  }

  @Test
  void givesEverySentinelATokenAndAPlaceOfItsOwn() {
    SourceLog.Mark first = log().mark();
    SourceLog.Mark second = log().mark();

    assertThat(second.position()).isGreaterThan(first.position());
    assertThat(first.token()).isNotEqualTo(second.token());
    assertThat(sentinels()).containsExactly(first.token(), second.token());
  }

  @Test
  void writesAPlaceSoThatItCanBeReadAgain() {
    Position place = log().mark().position();

    assertThat(log().positions().parse(log().positions().of(place))).isEqualTo(place);
  }
}
