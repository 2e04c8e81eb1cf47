package dev.crossover.platforms.googlecloud.files;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.MoveBlobRequest;
import com.google.cloud.storage.StorageException;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.workers.Workers;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/**
 * A bucket in Cloud Storage, or what is below a root in it.
 *
 * <p>Each call may be repeated by the client after its answer was lost, and may even arrive late,
 * when nobody waits for it any more: a write and a deletion name the generation that they replace,
 * and a move finds nothing to move the second time. A listing has every object that was written
 * before it began, since Cloud Storage's are strongly consistent.
 */
public final class CloudStorageBucket implements Bucket {
  /** Others that write the same object at the same time must be faster so often. */
  private static final int ATTEMPTS = 20;

  /** Requests under way at once, when many objects go. */
  private static final int REQUESTS = 16;

  private static final int NO_OBJECT = 0;

  private final Storage storage;
  private final GsPath place;
  private final LongSupplier written;

  /**
   * Opens a client for it.
   *
   * @param project that the client works in
   * @param place {@code gs://BUCKET[/ROOT]}
   * @throws SettingsException if {@code place} is nothing of the kind
   */
  public static CloudStorageBucket open(ServiceAddress address, String project, String place) {
    return new CloudStorageBucket(StorageService.open(address, project), GsPath.parse(place));
  }

  /**
   * One whose {@link #writes} says each time that something may have come.
   *
   * @param place the bucket, and the root in it
   */
  public CloudStorageBucket(Storage storage, GsPath place) {
    this(storage, place, new AtomicLong()::incrementAndGet);
  }

  /**
   * @param place the bucket, and the root in it
   * @param written how many objects were written so far, as far as that is known
   */
  public CloudStorageBucket(Storage storage, GsPath place, LongSupplier written) {
    this.storage = storage;
    this.place = place;
    this.written = written;
  }

  @Override
  public List<String> list(String prefix) {
    List<String> paths = new ArrayList<>();
    try {
      storage
          .list(
              place.bucket(),
              BlobListOption.prefix(place.name(prefix)),
              BlobListOption.fields(BlobField.NAME))
          .iterateAll()
          .forEach(blob -> add(blob.getName(), paths));
    } catch (StorageException e) {
      throw failure("list " + (prefix.isEmpty() ? "what is" : prefix), e);
    }
    return paths.stream().sorted().toList();
  }

  private void add(String name, List<String> paths) {
    // A console makes an object of such a name to show a folder that is empty.
    if (!name.endsWith("/")) {
      paths.add(place.path(name));
    }
  }

  @Override
  public InputStream read(String path) {
    ObjectStream content = new ObjectStream(Channels.newInputStream(storage.reader(id(path))));
    try {
      content.begin();
      return content;
    } catch (IOException e) {
      StorageException answer =
          StorageFailure.answer(e)
              .orElseThrow(() -> new UncheckedIOException("cannot read " + path, e));
      throw StorageFailure.noObject(answer)
          ? StorageFailure.absent(path, answer)
          : failure("read " + path, answer);
    }
  }

  @Override
  public void write(String path, byte[] content) {
    requireInside(path);
    try {
      String checksum = checksum(content);
      BlobInfo object =
          BlobInfo.newBuilder(id(path)).setContentType("application/octet-stream").build();
      Now before = now(path);
      for (int attempt = 1; !create(object, content, before.generation(), attempt); attempt++) {
        before = now(path);
        if (before.checksum().equals(checksum)) {
          return;
        }
      }
    } catch (StorageException e) {
      throw failure("write " + path, e);
    }
  }

  private boolean create(BlobInfo object, byte[] content, long replaced, int attempt) {
    try {
      storage.create(object, content, BlobTargetOption.generationMatch(replaced));
      return true;
    } catch (StorageException e) {
      requireOtherGeneration(e, attempt);
      return false;
    }
  }

  /** What is at a path: nothing is generation 0, and has no checksum. */
  private record Now(long generation, String checksum) {}

  private Now now(String path) {
    Blob object =
        storage.get(id(path), BlobGetOption.fields(BlobField.GENERATION, BlobField.CRC32C));
    return object == null
        ? new Now(NO_OBJECT, "")
        : new Now(object.getGeneration(), object.getCrc32c());
  }

  /** That another object is there by now is worth another look; other failures are not. */
  private static void requireOtherGeneration(StorageException e, int attempt) {
    if (e.getCode() != StorageFailure.OTHER_GENERATION || attempt == ATTEMPTS) {
      throw e;
    }
  }

  private static String checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** One request, which is atomic: whoever looks sees the object at one of the paths. */
  @Override
  public void move(String from, String to) {
    requireInside(to);
    try {
      storage.moveBlob(MoveBlobRequest.newBuilder().setSource(id(from)).setTarget(id(to)).build());
    } catch (StorageException e) {
      if (!StorageFailure.noObject(e)) {
        throw failure("move %s to %s".formatted(from, to), e);
      }
    }
  }

  @Override
  public void moveAll(Map<String, String> moves) {
    eachAtOnce(
        moves.entrySet().stream()
            .<Runnable>map(move -> () -> move(move.getKey(), move.getValue()))
            .toList());
  }

  @Override
  public void delete(String path) {
    try {
      int attempt = 1;
      for (Now before = now(path);
          before.generation() != NO_OBJECT && !remove(path, before.generation(), attempt);
          before = now(path)) {
        attempt++;
      }
    } catch (StorageException e) {
      throw failure("delete " + path, e);
    }
  }

  private boolean remove(String path, long generation, int attempt) {
    try {
      storage.delete(id(path), BlobSourceOption.generationMatch(generation));
      return true;
    } catch (StorageException e) {
      requireOtherGeneration(e, attempt);
      return false;
    }
  }

  @Override
  public void deleteAll(Collection<String> paths) {
    eachAtOnce(paths.stream().<Runnable>map(path -> () -> delete(path)).toList());
  }

  private static void eachAtOnce(List<Runnable> requests) {
    if (!requests.isEmpty()) {
      new Workers("bucket", Math.min(REQUESTS, requests.size())).run(requests);
    }
  }

  @Override
  public long writes() {
    return written.getAsLong();
  }

  private static void requireInside(String path) {
    if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      throw new IllegalArgumentException("an object path must stay inside the bucket, got " + path);
    }
  }

  private BlobId id(String path) {
    return BlobId.of(place.bucket(), place.name(path));
  }

  private UncheckedIOException failure(String deed, StorageException e) {
    return StorageFailure.of(deed, place.toString(), e);
  }
}
