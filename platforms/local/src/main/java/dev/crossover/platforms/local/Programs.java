package dev.crossover.platforms.local;

import dev.crossover.contract.ExternalToolException;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where this installation's programs are, as {@code java} command lines.
 *
 * @param home the checkout: the folder that holds {@code cdktf.json}
 */
public record Programs(Path home) {

  /**
   * The checkout that {@code -Dcrossover.home} names, else the one that holds the working
   * directory.
   *
   * @throws ExternalToolException if there is none
   */
  public static Programs find() {
    String property = System.getProperty("crossover.home");
    Path start = Path.of(property == null ? "" : property).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("cdktf.json"))) {
        return new Programs(folder);
      }
    }
    throw new ExternalToolException(
        "no Crossover checkout at or above " + start + "; start it with bin/crossover");
  }

  /** This launcher with other arguments. */
  public List<String> launcher(List<String> arguments) {
    return self("dev.crossover.launcher.cli.Crossover", arguments);
  }

  /** Another main class of this program. */
  public List<String> self(Class<?> mainClass, List<String> arguments) {
    return self(mainClass.getName(), arguments);
  }

  /** This launcher as a job: with more memory. */
  public List<String> job(List<String> arguments) {
    return self(java("1g"), "dev.crossover.launcher.cli.Crossover", arguments);
  }

  /** Another main class of this program that does little and runs long. */
  public List<String> small(Class<?> mainClass, List<String> arguments) {
    List<String> java = java("32m");
    java.add("-XX:TieredStopAtLevel=1");
    return self(java, mainClass.getName(), arguments);
  }

  private List<String> self(String mainClass, List<String> arguments) {
    return self(java("512m"), mainClass, arguments);
  }

  private List<String> self(List<String> command, String mainClass, List<String> arguments) {
    command.add("-Dcrossover.home=" + home);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /**
   * A main class of another module.
   *
   * @param module the module's folder, such as {@code stacks}
   * @throws ExternalToolException if the module is not packaged
   */
  public List<String> module(String module, String mainClass, List<String> arguments) {
    List<String> command = java("1g");
    command.add("-cp");
    command.add(jar(module) + File.pathSeparator + home.resolve(module).resolve("target/lib/*"));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /**
   * All that a module's programs need, its own jar first.
   *
   * @throws ExternalToolException if the module is not packaged
   */
  public List<Path> jars(String module) {
    Path own = jar(module);
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> libraries =
        Files.newDirectoryStream(own.resolveSibling("lib"), "*.jar")) {
      libraries.forEach(jars::add);
    } catch (IOException e) {
      throw notPackaged(own.getParent(), e);
    }
    Collections.sort(jars);
    jars.add(0, own);
    return jars;
  }

  private static List<String> java(String heap) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ArrayList<>(List.of(java, "-Xmx" + heap, "-XX:+UseSerialGC"));
  }

  private Path jar(String module) {
    Path target = home.resolve(module).resolve("target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*.jar")) {
      for (Path jar : jars) {
        if (!jar.toString().endsWith("-tests.jar")) {
          return jar;
        }
      }
    } catch (IOException e) {
      throw notPackaged(target, e);
    }
    throw notPackaged(target, null);
  }

  private static ExternalToolException notPackaged(Path target, IOException cause) {
    return new ExternalToolException(
        "no packaged program in " + target + "; run `mvn -DskipTests package` first", cause);
  }
}
