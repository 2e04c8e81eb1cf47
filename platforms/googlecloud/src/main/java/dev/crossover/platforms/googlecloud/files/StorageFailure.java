package dev.crossover.platforms.googlecloud.files;

import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What Cloud Storage refused, in words that say what to do. */
final class StorageFailure {
  static final int NOT_FOUND = 404;
  static final int OTHER_GENERATION = 412;

  private static final int DENIED = 403;
  private static final int UNKNOWN_CALLER = 401;

  /** The service's own words; without an object of that name it says another thing. */
  private static final String NO_BUCKET = "bucket does not exist";

  private StorageFailure() {}

  /** Whether there is no object of that name, in a bucket that there is. */
  static boolean noObject(StorageException e) {
    return e.getCode() == NOT_FOUND && !text(e).contains(NO_BUCKET);
  }

  /** The service's answer, wherever the client has put it. */
  static Optional<StorageException> answer(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException answer) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  /** The first cause, which is not what the client was about. */
  static String reason(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() instanceof IOException
        || first.getCause() instanceof StorageException) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage()).replaceAll("\\s+", " ").strip();
  }

  /** There is no such object to read. */
  static UncheckedIOException absent(String path, StorageException e) {
    NoSuchFileException cause = new NoSuchFileException(path, null, text(e));
    cause.initCause(e);
    return new UncheckedIOException("cannot read " + path, cause);
  }

  /**
   * @param deed what failed, such as {@code list changes/}
   * @param place of the bucket, as people write it
   */
  static UncheckedIOException of(String deed, String place, StorageException e) {
    String message =
        "cannot %s in %s: %s%s; %s"
            .formatted(
                deed,
                place,
                e.getCode() > 0 ? e.getCode() + " " : "",
                text(e),
                advice(e.getCode()));
    return new UncheckedIOException(message, new IOException(text(e), e));
  }

  private static String advice(int code) {
    return switch (code) {
      case UNKNOWN_CALLER -> "log in on this machine: gcloud auth application-default login";
      case DENIED -> "grant the account that runs this roles/storage.objectUser on the bucket";
      case NOT_FOUND ->
          "there is no such bucket; see google_cloud.capture.bucket, and deploy the live stack";
      default -> "nothing is lost; it can be done again when the service answers";
    };
  }

  private static String text(StorageException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
  }
}
