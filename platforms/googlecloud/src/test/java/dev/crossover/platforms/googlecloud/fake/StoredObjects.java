package dev.crossover.platforms.googlecloud.fake;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The objects of a fake bucket. Every method is one step for all threads. */
public final class StoredObjects {
  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private final String notified;
  private long generations = 1_700_000_000_000_000L;
  private long finalized;
  private long listed;
  private int pageSize = Integer.MAX_VALUE;
  private int lagging;
  private int breakOff = Integer.MAX_VALUE;
  private TreeMap<String, Stored> lagged = new TreeMap<>();

  StoredObjects(String notified) {
    this.notified = notified;
  }

  record Stored(ByteString content, long generation, String checksum) {}

  record Page(List<String> names, Set<String> prefixes, Optional<String> next) {}

  /** What came of a deletion. */
  enum Deletion {
    DONE,
    ABSENT,
    OTHER
  }

  static Stored stored(ByteString content) {
    return new Stored(content, 0, checksum(content));
  }

  /** Writes as Datastream does: nobody is asked for a generation. */
  public synchronized void put(String name, byte[] content) {
    put(name, ByteString.copyFrom(content), Optional.empty());
  }

  /** Empty if another generation is there than the one that is to be replaced; 0 is none. */
  synchronized Optional<Stored> put(String name, ByteString content, Optional<Long> replaced) {
    long there = objects.containsKey(name) ? objects.get(name).generation() : 0;
    if (replaced.isPresent() && replaced.get() != there) {
      return Optional.empty();
    }
    return Optional.of(write(name, stored(content)));
  }

  private Stored write(String name, Stored object) {
    Stored made = new Stored(object.content(), ++generations, object.checksum());
    objects.put(name, made);
    if (name.startsWith(notified)) {
      finalized++;
    }
    return made;
  }

  synchronized Optional<Stored> find(String name) {
    return Optional.ofNullable(objects.get(name));
  }

  synchronized Optional<Stored> move(String from, String to) {
    return Optional.ofNullable(objects.remove(from)).map(object -> write(to, object));
  }

  synchronized Deletion delete(String name, Optional<Long> generation) {
    Stored there = objects.get(name);
    if (there == null) {
      return Deletion.ABSENT;
    }
    if (generation.isPresent() && generation.get() != there.generation()) {
      return Deletion.OTHER;
    }
    objects.remove(name);
    return Deletion.DONE;
  }

  /** The names of all objects, in their order. */
  public synchronized List<String> names() {
    return List.copyOf(objects.keySet());
  }

  /** How many objects were in answers to listings. */
  public synchronized long listed() {
    return listed;
  }

  /** Fewer objects of a page than are asked for, which the service allows itself. */
  public synchronized void setPageSize(int most) {
    pageSize = most;
  }

  /** The next listings show what is there now, whatever happens meanwhile. */
  public synchronized void lag(int listings) {
    lagging = listings;
    lagged = new TreeMap<>(objects);
  }

  /** The connection of the next read breaks when so many bytes are sent. */
  public synchronized void breakOffAfter(int bytes) {
    breakOff = bytes;
  }

  /** How many bytes may be sent until the connection breaks. */
  synchronized int untilBreak() {
    int bytes = breakOff;
    breakOff = Integer.MAX_VALUE;
    return bytes;
  }

  synchronized long finalized() {
    return finalized;
  }

  synchronized Page list(ListRequest request) {
    TreeMap<String, Stored> seen = lagging-- > 0 ? lagged : objects;
    int most = Math.min(pageSize, request.most());
    List<String> names = new ArrayList<>();
    Set<String> prefixes = new LinkedHashSet<>();
    String begin =
        request.begin().compareTo(request.prefix()) > 0 ? request.begin() : request.prefix();
    for (String name : seen.tailMap(begin, true).keySet()) {
      if (!name.startsWith(request.prefix())) {
        break;
      }
      int end =
          request.delimiter().isEmpty()
              ? -1
              : name.indexOf(request.delimiter(), request.prefix().length());
      String entry = end < 0 ? name : name.substring(0, end + request.delimiter().length());
      if (prefixes.contains(entry)) {
        continue;
      }
      if (names.size() + prefixes.size() == most) {
        return page(names, prefixes, Optional.of(name));
      }
      if (end < 0) {
        names.add(entry);
      } else {
        prefixes.add(entry);
      }
    }
    return page(names, prefixes, Optional.empty());
  }

  private Page page(List<String> names, Set<String> prefixes, Optional<String> next) {
    listed += names.size();
    return new Page(names, prefixes, next);
  }

  private static String checksum(ByteString content) {
    CRC32C crc = new CRC32C();
    crc.update(content.asReadOnlyByteBuffer());
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }
}
