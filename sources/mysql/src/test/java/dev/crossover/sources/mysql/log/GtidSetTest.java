package dev.crossover.sources.mysql.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTest {
  private static final String A = "9e08f952-e62a-11f1-a42f-02fc00000001";
  private static final String B = "0e08f952-e62a-11f1-a42f-02fc00000002";

  private static GtidSet mysql(String text) {
    return GtidSet.ofMysql(text.replace("A:", A + ":").replace("B:", B + ":"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A:1-5; A:2-4; true",
        "A:1-5:7; A:7; true",
        "A:1-5:7; A:6; false",
        "A:1-5; A:5-6; false",
        "A:1-5; B:1; false",
        "A:1-5,B:1-2; B:2,A:1; true",
        "A:1-5; A:tag:1; false",
        "A:1-5:tag:1-3; A:tag:2; true",
        "A:1-5,A:tag:1-3; A:1-5:tag:1-3; true",
        "A:tag:1-3; A:1; false",
        "A:1-3:4-5; A:1-5; true"
      })
  void containsWhatIsInOneOfItsRuns(String set, String other, boolean contained) {
    assertThat(mysql(set).contains(mysql(other))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0-1-57; 0-1-57; true",
        "0-1-57; 0-2-56; true",
        "0-1-57; 0-1-58; false",
        "0-1-57,2-3-8; 2-3-8; true",
        "0-1-57; 2-3-8; false",
        "0-1-20,0-2-31; 0-1-25; true"
      })
  void containsEverythingUpToTheLastOfEachDomain(String set, String other, boolean contained) {
    assertThat(GtidSet.ofMariadb(set).contains(GtidSet.ofMariadb(other))).isEqualTo(contained);
  }

  @Test
  void everySetContainsTheEmptyOneWhichContainsNoOther() {
    assertThat(mysql("A:1").contains(GtidSet.ofMysql(""))).isTrue();
    assertThat(GtidSet.ofMariadb("").contains(GtidSet.NONE)).isTrue();
    assertThat(GtidSet.NONE.contains(mysql("A:1"))).isFalse();
  }

  @Test
  void joinsWhatIsAddedToWhatThereIs() {
    GtidSet set = mysql("A:1-5:9").with(mysql("A:6")).with(mysql("A:7-8,B:tag:3"));

    assertThat(set).isEqualTo(mysql("A:1-9,B:tag:3"));
    assertThat(set.toString()).isEqualTo(B + ":tag:3," + A + ":1-9");
    assertThat(set.isTagged()).isTrue();
    assertThat(mysql("A:1-9").isTagged()).isFalse();
  }

  @Test
  void readsWhatMysqlWritesOverSeveralLines() {
    assertThat(GtidSet.ofMysql(A + ":1-5,\n" + B + ":7").toString())
        .isEqualTo(B + ":7," + A + ":1-5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "A:0-3", "A:5-3", "A:1-x"})
  void refusesWhatIsNoSetOfMysql(String text) {
    assertThatThrownBy(() -> GtidSet.ofMysql(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-1", "A:1-5", "0-1-x"})
  void refusesWhatIsNoPlaceOfMariadb(String text) {
    assertThatThrownBy(() -> GtidSet.ofMariadb(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
