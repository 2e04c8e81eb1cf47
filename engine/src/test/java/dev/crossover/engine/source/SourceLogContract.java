package dev.crossover.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.PositionText;
import java.util.List;
import java.util.stream.Stream;
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
    LogPosition before = log().end();

    commitAChange();

    assertAbove(log().end(), before);
  }

  @Test
  void marksAPlaceAboveEveryEarlierCommitAndBelowTheSentinelsOwn() {
    commitAChange();
    LogPosition committed = log().end();

    SourceLog.Mark mark = log().mark();

    assertThat(mark.position().isAtLeast(committed)).isTrue();
    assertAbove(log().end(), mark.position());
  }

  @Test
  void givesEverySentinelATokenAndAPlaceOfItsOwn() {
    SourceLog.Mark first = log().mark();
    SourceLog.Mark second = log().mark();

    assertAbove(second.position(), first.position());
    assertThat(first.tokens()).isNotEqualTo(second.tokens());
    assertThat(sentinels())
        .containsExactlyElementsOf(
            Stream.of(first, second).flatMap(mark -> mark.tokens().stream()).toList());
  }

  @Test
  void writesAPlaceSoThatItCanBeReadAgain() {
    PositionText text = log().positions();

    assertThat(log().mark().position().shards().values())
        .allSatisfy(place -> assertThat(text.parse(text.of(place))).isEqualTo(place));
  }

  private static void assertAbove(LogPosition higher, LogPosition lower) {
    assertThat(higher.isAtLeast(lower)).isTrue();
    assertThat(lower.isAtLeastInAShard(higher)).isFalse();
  }
}
