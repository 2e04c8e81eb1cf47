package dev.crossover.platforms.googlecloud.files;

import dev.crossover.contract.SettingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket, and the root in it below which everything is.
 *
 * @param root {@code ""} for the whole bucket; else it ends with {@code /}
 */
public record GsPath(String bucket, String root) {
  /** What the text of such a place begins with. */
  public static final String SCHEME = "gs://";

  private static final Pattern PLACE = Pattern.compile("gs://([a-z0-9][a-z0-9._-]+)(?:/(.*))?");

  /**
   * @param text {@code gs://BUCKET[/ROOT]}
   * @throws SettingsException if it is nothing of the kind
   */
  public static GsPath parse(String text) {
    Matcher place = PLACE.matcher(text);
    if (!place.matches()) {
      throw new SettingsException("a bucket must be gs://BUCKET[/ROOT], got " + text);
    }
    String root = place.group(2) == null ? "" : place.group(2).replaceAll("^/+|/+$", "");
    return new GsPath(place.group(1), root.isEmpty() ? "" : root + "/");
  }

  /** The name of the object at a path below the root. */
  String name(String path) {
    return root + path;
  }

  /** The path below the root of an object. */
  String path(String name) {
    return name.substring(root.length());
  }

  /** The place as it is parsed. */
  @Override
  public String toString() {
    return SCHEME + bucket + (root.isEmpty() ? "" : "/" + root.substring(0, root.length() - 1));
  }
}
