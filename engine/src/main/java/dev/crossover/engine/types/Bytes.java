package dev.crossover.engine.types;

import java.util.Arrays;
import java.util.HexFormat;

/** A run of bytes as a portable value. Immutable; two are equal if they hold the same bytes. */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of these bytes. */
  public static Bytes of(byte... content) {
    return new Bytes(content.clone());
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  public int length() {
    return content.length;
  }

  /** Compares byte by byte, each as a number from 0 to 255; a prefix comes first. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The bytes as lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
