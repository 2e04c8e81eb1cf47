package dev.crossover.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SettingsReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceOfRoomsTest {
  private static Settings settings(String route) {
    return SettingsReader.parse(
        "test",
        """
{"platform": "local", "route": "%s", "work_directory": "work",
 "source": {"host": "localhost", "port": 1, "database": "shop", "user": "mover",
            "password": "env:PASSWORD", "application_roles": ["app"]},
 "target": {"project": "test-project", "instance": "test", "database": "shop", "emulator": "auto"}}
"""
            .formatted(route));
  }

  @Test
  void refusesARouteWhoseSourceHasNoRoom() {
    Settings settings = settings("mysql-to-spanner");
    Rooms all = Rooms.all();
    Settings.Route route = Settings.Route.POSTGRESQL_TO_SPANNER;
    Rooms one = new Rooms(Map.of(route, all.sources().get(route)), all.targets(), all.platforms());

    assertThatThrownBy(() -> Wiring.of(settings, Path.of("."), Map.of(), one))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "the launcher runs route postgresql-to-spanner on platform google-cloud or local,"
                + " got mysql-to-spanner on local; see platform and route");
  }

  @Test
  void refusesAPlatformWithoutARoom() {
    Settings settings = settings("postgresql-to-spanner");
    Rooms all = Rooms.all();
    Rooms homeless = new Rooms(all.sources(), all.targets(), Map.of());

    assertThatThrownBy(() -> Wiring.of(settings, Path.of("."), Map.of(), homeless))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("got postgresql-to-spanner on local");
  }

  @Test
  void opensNothingBeforeItIsAskedTo() {
    Rooms all = Rooms.all();
    Rooms closed =
        all.withSource(
            Settings.Route.POSTGRESQL_TO_SPANNER,
            (source, capture, password) -> {
              throw new AssertionError("opened");
            });

    Wiring.of(settings("postgresql-to-spanner"), Path.of("."), Map.of(), closed).close();
  }
}
