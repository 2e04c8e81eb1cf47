package dev.crossover.platforms.googlecloud.files;

import com.google.cloud.storage.StorageException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An object's content. Its failures are those of a stream, also where the client's are not. */
final class ObjectStream extends FilterInputStream {
  ObjectStream(InputStream content) {
    super(new BufferedInputStream(content));
  }

  /** Asks for the first byte: the client sends nothing before, and so does not know of absence. */
  void begin() throws IOException {
    mark(1);
    if (read() >= 0) {
      reset();
    }
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException | StorageException e) {
      throw new IOException(StorageFailure.reason(e), e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException | StorageException e) {
      throw new IOException(StorageFailure.reason(e), e);
    }
  }
}
