package dev.crossover.sources.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DebianMirrorTest {
  @Test
  void takesTheMachinesOwnMirrorAndKeysAndAnotherSuite() {
    assertThat(
            DebianMirror.parse(
                "debian.sources",
                """
                Types: deb
                URIs: http://mirror.test/debian-security
                Suites: bookworm-security
                Components: main

                Types: deb deb-src
                # a remark
                URIs: http://mirror.test/debian/
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /keys/debian.gpg
                """))
        .contains(
            new DebianMirror(
                "newest.sources",
                """
                Types: deb
                URIs: http://mirror.test/debian/
                Suites: sid
                Components: main
                Signed-By: /keys/debian.gpg
                """));
  }

  @Test
  void readsTheOlderFormToo() {
    Optional<DebianMirror> mirror =
        DebianMirror.parse(
            "sources.list",
            """
            # deb http://old.test/debian bookworm main
            deb [arch=amd64] http://tools.test/apt stable main
            deb [signed-by=/keys/debian.gpg] http://mirror.test/debian bookworm main contrib
            """);

    assertThat(mirror.orElseThrow().text().strip())
        .isEqualTo("deb [signed-by=/keys/debian.gpg] http://mirror.test/debian sid main");
  }

  @Test
  void findsNoneOnAMachineOfAnotherKind() {
    assertThat(
            DebianMirror.parse("sources.list", "deb http://mirror.test/ubuntu noble main universe"))
        .isEmpty();
  }
}
