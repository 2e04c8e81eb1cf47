package dev.crossover.engine.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
  @TempDir Path root;

  @Test
  void onlyTheOwnerMayReadWhatIsMade() throws IOException {
    Path folder = root.resolve("a/b");
    PrivateFiles.create(folder.resolve("made"));
    PrivateFiles.write(folder.resolve("written"), "x".getBytes(UTF_8));
    PrivateFiles.append(folder.resolve("appended"), "x".getBytes(UTF_8));

    assertThat(mode(root.resolve("a"))).isEqualTo("rwx------");
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("made"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("written"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("appended"))).isEqualTo("rw-------");
  }

  @Test
  void writesInThePlaceOfWhatWasThereAndAppendsToIt() throws IOException {
    Path file = root.resolve("file");
    PrivateFiles.write(file, "long before".getBytes(UTF_8));
    PrivateFiles.write(file, "new".getBytes(UTF_8));
    PrivateFiles.append(file, "er".getBytes(UTF_8));
    PrivateFiles.create(file);

    assertThat(Files.readString(file)).isEqualTo("newer");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
