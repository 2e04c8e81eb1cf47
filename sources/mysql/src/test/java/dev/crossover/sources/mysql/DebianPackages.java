package dev.crossover.sources.mysql;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's packages by the machine's own apt, which has lists and settings of its own here: of the
 * machine's settings it has no more than how to reach a mirror.
 *
 * @param folder for all that apt writes
 */
record DebianPackages(Path folder) {
  /** What a package needs besides libraries serves its scripts, which nobody runs here. */
  private static final String LIBRARY = "lib(?!perl).*|zlib1g";

  /**
   * Puts the files of a package, and of the libraries that it needs, into a folder.
   *
   * @throws UnavailableException if they cannot be had
   */
  static void unpack(Path apt, String name, Path root) throws IOException {
    DebianPackages packages = new DebianPackages(apt);
    packages.configure();
    packages.download(name);
    try (Stream<Path> files = Files.list(packages.sub("downloads"))) {
      for (Path file : files.toList()) {
        packages.tool().run("dpkg-deb", "-x", file.toString(), root.toString());
      }
    }
  }

  private Path sub(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private Path settings() {
    return folder.resolve("apt.conf");
  }

  private MachineTool tool() throws IOException {
    return new MachineTool(sub("downloads"), Map.of("APT_CONFIG", settings().toString()));
  }

  private void configure() throws IOException {
    DebianMirror mirror =
        DebianMirror.of(Path.of("/etc/apt"))
            .orElseThrow(() -> new UnavailableException("/etc/apt names no mirror of Debian"));
    Path sources = Files.writeString(sub("sources").resolve(mirror.fileName()), mirror.text());
    String reach =
        new MachineTool(folder, Map.of())
            .run("apt-config", "dump")
            .lines()
            .filter(line -> line.startsWith("Acquire::"))
            .collect(joining("\n"));
    sub("lists/partial");
    sub("archives/partial");
    Files.writeString(
        settings(),
        """
        %s
        Acquire::Languages "none";
        Acquire::Retries "1";
        Acquire::http::Timeout "20";
        APT::Architecture "amd64";
        APT::Architectures { "amd64"; };
        APT::Sandbox::User "";
        Dir::State "%2$s";
        Dir::State::lists "%2$s/lists";
        Dir::State::status "%3$s";
        Dir::Cache "%2$s";
        Dir::Cache::archives "%2$s/archives";
        Dir::Etc::sourcelist "%4$s";
        Dir::Etc::sourceparts "%5$s";
        Dir::Etc::parts "%5$s";
        Dir::Etc::main "%5$s/none";
        Dir::Etc::preferencesparts "%5$s";
        """
            .formatted(
                reach, folder, Files.createFile(folder.resolve("status")), sources, sub("empty")));
  }

  private void download(String name) throws IOException {
    tool().run("apt-get", "update", "--error-on=any");
    List<String> command = new ArrayList<>(List.of("apt-get", "download"));
    // Neither recommended nor suggested ones.
    tool()
        .run("apt-cache", "depends", "--recurse", "--important", name)
        .lines()
        .filter(needed -> needed.equals(name) || needed.matches(LIBRARY))
        .distinct()
        .forEach(command::add);
    tool().run(command.toArray(String[]::new));
  }
}
